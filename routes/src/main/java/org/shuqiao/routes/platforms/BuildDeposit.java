package org.shuqiao.routes.platforms;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/** Builds what is laid down for a platform that is not called. Nothing around the rows is signed: each row has our signed statement. */
final class BuildDeposit implements CallBuilder {
    private static final int BATCH_ID_HEX_CHARS = 32;

    private final PlatformDescriptor descriptor;
    private final SignatureForm statementForm;

    BuildDeposit(PlatformDescriptor descriptor) {
        this.descriptor = descriptor;
        this.statementForm = Profiles.form(descriptor.statement().signature());
    }

    @Override
    public Envelope push(Batch batch) throws CertificateRefused {
        List<Deposit.Row> rows = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        for (ClaimedTransfer transfer : batch.transfers()) {
            Deposit.Row row = row(transfer);
            rows.add(row);
            hashes.add(row.payloadHash());
        }
        PlatformDescriptor.Resource resource =
                Objects.requireNonNull(descriptor.datasets().get(batch.dataset()));
        Deposit deposit = new Deposit(
                batchId(batch),
                batch.dataset(),
                resource.resource(),
                batch.transfers().get(0).claimedAt(),
                batch.transfers().stream().anyMatch(transfer -> transfer.sends() > 1),
                rows);
        return new Envelope(batch.transfers(), hashes, deposit, 0);
    }

    private Deposit.Row row(ClaimedTransfer transfer) throws CertificateRefused {
        CertificateChain signer = CertificateChain.parse(transfer.signingChain());
        return new Deposit.Row(
                transfer.id(),
                transfer.attempt(),
                transfer.payload(),
                Sm3.digest(transfer.payload()),
                transfer.contentType(),
                transfer.statement(),
                statementForm.fromDer(transfer.signature(), signer),
                about(transfer));
    }

    private static Statement about(ClaimedTransfer transfer) {
        try {
            return Statement.parse(transfer.statement());
        } catch (MalformedStatement ours) {
            throw new IllegalStateException("a statement in the ledger cannot be read", ours);
        }
    }

    private static String batchId(Batch batch) {
        ByteBuffer seed = ByteBuffer.allocate(16 * batch.transfers().size());
        for (ClaimedTransfer transfer : batch.transfers()) {
            seed.putLong(transfer.id().getMostSignificantBits())
                    .putLong(transfer.id().getLeastSignificantBits());
        }
        return HexFormat.of().formatHex(Sm3.digest(seed.array())).substring(0, BATCH_ID_HEX_CHARS);
    }
}
