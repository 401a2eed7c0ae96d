package org.shuqiao.routes.steps;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Lane;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparationLedger;
import org.shuqiao.routes.ledger.PreparedTransfer.SignedContent;
import org.shuqiao.routes.ledger.Uuid7;

/** Says what the transfer is, in canonical JSON, and signs that with SM2 and SM3. */
public final class SignTransfer {
    private final Signer signer;
    private final String gateway;
    private final Statement.Mapping maskingCatalogue;
    private final PreparationLedger ledger;
    private final Uuid7 ids;
    private final LogHash logHash;
    private final Clock clock;
    private final Map<PlatformMapping, Statement.Mapping> mappings = new ConcurrentHashMap<>();
    private volatile @Nullable Chain lastChain;

    /** @param pem the same array each time, so that a batch hashes it once */
    private record Chain(CertificateChain certificates, byte[] pem) {}

    /**
     * @param gateway name of this gateway
     * @param maskingCatalogue id and SM3 of the catalogue of transforms
     */
    public SignTransfer(
            Signer signer,
            String gateway,
            Statement.Mapping maskingCatalogue,
            PreparationLedger ledger,
            Uuid7 ids,
            LogHash logHash,
            Clock clock) {
        this.signer = signer;
        this.gateway = gateway;
        this.maskingCatalogue = maskingCatalogue;
        this.ledger = ledger;
        this.ids = ids;
        this.logHash = logHash;
        this.clock = clock;
    }

    /**
     * @throws TransferStopped where the statement is longer than the platform's header can carry
     * @throws org.shuqiao.certs.KeyUnavailable where nothing can be signed now; the transfer is prepared again later
     */
    public SignedTransfer sign(PlatformPayload.Permitted payload) {
        byte[] statement = statement(payload).canonicalBytes();
        if (statement.length > Limits.STATEMENT_BYTES) {
            throw new TransferStopped(payload.denied(ReasonCode.STATEMENT_TOO_LONG));
        }
        Signer key = signer.pinned(); // signature and chain of one key, also while keys change
        byte[] signature = key.sign(statement);
        LogLeaf leaf = LogLeaf.transfer(payload.transfer(), statement, signature);
        return new SignedTransfer(payload.ready(new SignedContent(
                payload.mapped().bytes(),
                payload.mapped().contentType(),
                statement,
                signature,
                pem(key.chain()),
                ids.next(),
                leaf.bytes(),
                leaf.hash(logHash))));
    }

    private byte[] pem(CertificateChain certificates) {
        Chain last = lastChain;
        if (last == null || !last.certificates().equals(certificates)) {
            last = new Chain(certificates, certificates.pem());
            lastChain = last;
        }
        return last.pem();
    }

    private Statement statement(PlatformPayload payload) {
        ClaimedRecord claimed = payload.agreed().claimed();
        Preparation preparation = claimed.preparation();
        Desensitised values = payload.record().values();
        return new Statement(
                Statement.Type.TRANSFER,
                payload.transfer(),
                preparation.submission(),
                preparation.center(),
                claimed.platform().id(),
                preparation.dataset(),
                preparation.recordId(),
                preparation.version(),
                claimed.platform().platform().descriptor().purpose(),
                agreements(payload.agreed().permit()),
                mappings.computeIfAbsent(
                        payload.mapping(), mapping -> new Statement.Mapping(mapping.id(), Sm3.hex(mapping.source()))),
                new Statement.Masking(maskingCatalogue.id(), maskingCatalogue.hash(), values.keyVersions()),
                values.transforms().stream()
                        .map(t -> new Statement.Transform(t.path(), t.name(), t.version()))
                        .toList(),
                claimed.originalHash(),
                HexFormat.of().formatHex(payload.hash()),
                payload.mapped().contentType(),
                supersedes(preparation, claimed.platform().id()),
                clock.instant(),
                gateway);
    }

    /** All that bind it. */
    static List<Statement.Agreement> agreements(Decision.Permit permit) {
        return permit.agreements().stream()
                .map(one -> new Statement.Agreement(one.id(), one.version(), one.hash()))
                .toList();
    }

    /** A first version replaces nothing, so the ledger is asked for later ones only. */
    private @Nullable UUID supersedes(Preparation preparation, String platform) {
        if (preparation.version() == 1) {
            return null;
        }
        Lane lane = new Lane(preparation.center(), preparation.dataset(), preparation.recordId(), platform);
        return ledger.predecessor(lane, preparation.version());
    }
}
