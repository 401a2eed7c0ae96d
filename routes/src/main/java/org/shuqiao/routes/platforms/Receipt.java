package org.shuqiao.routes.platforms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Verifier;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.ReceiptStage;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and verifies the signed receipts (回执) of one platform. */
public final class Receipt {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Duration FOLLOWED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final PlatformAccess access;
    private final PlatformDescriptor.Receipt members;
    private final SignatureProfile profile;
    private final CertificateChain chain;
    private final Clock clock;
    private volatile @Nullable Followed followed;

    /** @throws CertificateRefused if the platform's receipt certificate cannot be read */
    public Receipt(PlatformAccess access, Clock clock) throws CertificateRefused {
        this.access = access;
        this.members = access.platform().descriptor().receipt();
        this.profile = Profiles.of(members.signature());
        this.chain = CertificateChain.parse(access.receiptChain());
        this.clock = clock;
    }

    /**
     * A receipt whose signature holds.
     *
     * @param transfer that it says it is for
     * @param payloadHash of what the platform received, as it says
     */
    public record Read(UUID transfer, byte[] payloadHash, ReceiptStage stage, VerifiedReceipt verified) {

        /** Whether it is one for exactly this payload of this transfer. */
        public boolean isFor(UUID id, byte[] hash) {
            return transfer.equals(id) && Arrays.equals(payloadHash, hash);
        }
    }

    /** What a receipt may say when it comes by itself or when it was asked for. */
    public boolean isExpected(ReceiptStage stage) {
        return members.first().contains(stage) || members.second().contains(stage);
    }

    /** @param carrier has receipt and signature as members, in Base64 @return null for anything that this platform did not sign */
    public @Nullable Read read(JsonNode carrier) {
        return read(
                carrier.path(members.receiptMember()).asString(""),
                carrier.path(members.signatureMember()).asString(""));
    }

    /** Both in Base64. @return null for anything that this platform did not sign */
    public @Nullable Read read(String receiptText, String signatureText) {
        try {
            byte[] document = Base64.getDecoder().decode(receiptText);
            byte[] signature = Base64.getDecoder().decode(signatureText);
            verifier().verify(document, signature);
            JsonNode receipt = JSON.readTree(document);
            String id = receipt.path("receiptId").asString("");
            if (id.isEmpty() || !receipt.path("platform").asString("").equals(access.id())) {
                return null;
            }
            ReceiptStage stage = ReceiptStage.valueOf(receipt.path("stage").asString(""));
            return new Read(
                    uuid(receipt.path("idempotencyKey").asString("")),
                    HexFormat.of().parseHex(receipt.path("payloadHash").asString("")),
                    stage,
                    new VerifiedReceipt(
                            id,
                            stage.name(),
                            document,
                            profile.toDer(signature),
                            profile.userId(),
                            access.receiptChain()));
        } catch (SignatureRefused | CertificateRefused | IllegalArgumentException | JacksonException notAReceipt) {
            return null;
        }
    }

    /** The receipt of an answer: for exactly this payload, in the stage that an answer may have; null for anything else. */
    @Nullable VerifiedReceipt first(JsonNode carrier, UUID transfer, byte[] payloadHash) {
        Read read = read(carrier);
        if (read == null || !members.first().contains(read.stage()) || !read.isFor(transfer, payloadHash)) {
            return null;
        }
        return read.verified();
    }

    /** Java's own reading also takes shorter texts. */
    private static UUID uuid(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equals(text)) {
            throw new IllegalArgumentException("not a transfer id");
        }
        return id;
    }

    /** The path to the authority is followed once a minute, since a certificate ends one day. */
    private Verifier verifier() throws CertificateRefused {
        Instant now = clock.instant();
        Followed path = followed;
        if (path == null || now.isBefore(path.at()) || now.isAfter(path.at().plus(FOLLOWED_AGAIN_AFTER))) {
            path = new Followed(now, access.authorities().get().verifier(chain, now, profile));
            followed = path;
        }
        return path.verifier();
    }

    private record Followed(Instant at, Verifier verifier) {}
}
