package org.shuqiao.routes.platforms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Verifier;
import org.shuqiao.mappings.PlatformDescriptor;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and verifies the signed receipts (回执) of one platform. */
final class Receipt {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration FOLLOWED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final PlatformAccess access;
    private final PlatformDescriptor.Receipt members;
    private final CertificateChain chain;
    private final Clock clock;
    private volatile @Nullable Followed followed;

    Receipt(PlatformAccess access, Clock clock) throws CertificateRefused {
        this.access = access;
        this.members = access.platform().descriptor().receipt();
        this.chain = CertificateChain.parse(access.receiptChain());
        this.clock = clock;
    }

    /**
     * The receipt of an answer, if it is one for exactly this payload under exactly this idempotency key, signed by the
     * platform.
     *
     * @return null for anything else
     */
    @Nullable VerifiedReceipt verified(JsonNode answer, String idempotencyKey, byte[] payloadHash) {
        try {
            byte[] document = Base64.getDecoder()
                    .decode(answer.path(members.receiptMember()).asString(""));
            byte[] signature = Base64.getDecoder()
                    .decode(answer.path(members.signatureMember()).asString(""));
            verifier().verify(document, signature);
            JsonNode receipt = JSON.readTree(document);
            boolean ours = receipt.path("platform").asString("").equals(access.id())
                    && receipt.path("idempotencyKey").asString("").equals(idempotencyKey)
                    && receipt.path("payloadHash")
                            .asString("")
                            .equals(HexFormat.of().formatHex(payloadHash));
            String id = receipt.path("receiptId").asString("");
            String stage = receipt.path("stage").asString("");
            return ours && !id.isEmpty() && isStage(stage)
                    ? new VerifiedReceipt(id, stage, document, signature, access.receiptChain())
                    : null;
        } catch (SignatureRefused | CertificateRefused | IllegalArgumentException | JacksonException notAReceipt) {
            return null;
        }
    }

    private static boolean isStage(String stage) {
        return stage.equals("ACCEPTED") || stage.equals("STORED");
    }

    /** The path to the authority is followed once a minute, since a certificate ends one day. */
    private Verifier verifier() throws CertificateRefused {
        Instant now = clock.instant();
        Followed path = followed;
        if (path == null || now.isBefore(path.at()) || now.isAfter(path.at().plus(FOLLOWED_AGAIN_AFTER))) {
            path = new Followed(now, access.receiptAuthorities().verifier(chain, now));
            followed = path;
        }
        return path.verifier();
    }

    private record Followed(Instant at, Verifier verifier) {}
}
