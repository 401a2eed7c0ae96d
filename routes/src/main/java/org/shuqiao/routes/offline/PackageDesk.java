package org.shuqiao.routes.offline;

import java.util.Objects;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.routes.attachments.AttachmentSource;
import org.shuqiao.routes.ledger.ReadLedger.SignedTransferContent;
import org.shuqiao.routes.platforms.BuildEnvelope;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.FileSignature;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.ReadAnswer;
import org.shuqiao.routes.steps.ClaimForSending;

/** What packages of one platform are made with. */
public final class PackageDesk {
    private final PlatformAccess access;
    private final ClaimForSending claims;
    private final BuildEnvelope envelopes;
    private final ReadAnswer answers;
    private final PackageFiles files;
    private final FileSignature signature;

    public PackageDesk(
            PlatformAccess access,
            ClaimForSending claims,
            BuildEnvelope envelopes,
            ReadAnswer answers,
            AttachmentSource attachments) {
        this.access = access;
        this.claims = claims;
        this.envelopes = envelopes;
        this.answers = answers;
        this.files = new PackageFiles(access, attachments);
        this.signature = new FileSignature(access);
    }

    PlatformAccess access() {
        return access;
    }

    ClaimForSending claims() {
        return claims;
    }

    BuildEnvelope envelopes() {
        return envelopes;
    }

    ReadAnswer answers() {
        return answers;
    }

    PackageFiles files() {
        return files;
    }

    FileSignature signature() {
        return signature;
    }

    int maxRows() {
        return access.platform().descriptor().transport().maxRows();
    }

    int maxBytes() {
        return access.platform().descriptor().transport().maxBytes();
    }

    /** The row as it was when it was packed, from what the ledger keeps. */
    Deposit.Row row(SignedTransferContent content) {
        byte[] payload = Objects.requireNonNull(content.payload(), "looked for before");
        try {
            SignatureForm form = FileSignature.form(access);
            return new Deposit.Row(
                    content.id(),
                    0,
                    payload,
                    Sm3.digest(payload),
                    content.contentType(),
                    content.statement(),
                    form.fromDer(content.signature(), CertificateChain.parse(content.signingChain())),
                    Statement.parse(content.statement()));
        } catch (CertificateRefused | MalformedStatement ours) {
            throw new IllegalStateException("a part of a package cannot be read from the ledger", ours);
        }
    }
}
