package org.shuqiao.routes.platforms;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.platforms.CallFamily;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformDescriptor.Query;
import org.shuqiao.mappings.platforms.PlatformDescriptor.StatementCarrier;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.ledger.AskedTransfer;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.platforms.PlatformAccess.CallKeys;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of family D: rows with payload, statement and its signature, encrypted and signed as one. */
final class FamilyDCalls implements CallBuilder {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final String CONTENT_TYPE = "application/json;charset=UTF-8";
    private static final String ROW_KEYS = "rowKeys";
    private static final int BATCH_ID_HEX_CHARS = 32;

    private final PlatformAccess access;
    private final PlatformDescriptor descriptor;
    private final CallFamily.D family;
    private final CertificateChain recipient;
    private final Map<String, String> batchMembers;
    private final Map<String, String> statementMembers;
    private final SignatureForm statementForm;
    private final FamilyDCall call;
    private final PlatformClock platformClock;
    private final Clock clock;

    FamilyDCalls(
            PlatformAccess access, CallFamily.D family, PlatformClock platformClock, Clock clock, SecureRandom random) {
        CallKeys keys = Objects.requireNonNull(access.callKeys(), "family D signs and encrypts its calls");
        this.access = access;
        this.descriptor = access.platform().descriptor();
        this.family = family;
        this.recipient = Objects.requireNonNull(keys.encryption(), "family D signs and encrypts its calls");
        this.batchMembers = ((Transport.HttpBatch) descriptor.transport()).members();
        this.statementMembers = ((StatementCarrier.Body) descriptor.statement()).members();
        this.statementForm = Profiles.form(descriptor.statement().signature());
        this.call = new FamilyDCall(
                new FamilyDCall.Application(
                        access.clientId(),
                        family.version(),
                        () -> new String(access.clientSecret().get(), StandardCharsets.UTF_8)),
                keys.signer(),
                Profiles.form(family.signature()),
                random);
        this.platformClock = platformClock;
        this.clock = clock;
    }

    @Override
    public Envelope push(Batch batch) throws CertificateRefused {
        Instant at = platformClock.stamp(batch.transfers().get(0).claimedAt());
        ObjectNode data = JSON.createObjectNode().put(batchMember("batch"), batchId(batch));
        ArrayNode rows = data.putArray(batchMember("rows"));
        List<byte[]> hashes = new ArrayList<>();
        for (ClaimedTransfer transfer : batch.transfers()) {
            rows.add(row(transfer));
            hashes.add(Sm3.digest(transfer.payload()));
        }
        PlatformDescriptor.Resource resource =
                Objects.requireNonNull(descriptor.datasets().get(batch.dataset()));
        return new Envelope(batch.transfers(), hashes, httpCall(family.path(resource.resource()), data, at), 0);
    }

    Question ask(Inquiry inquiry) throws CertificateRefused {
        Query query = descriptor.query().orElseThrow();
        ObjectNode data = JSON.createObjectNode();
        ArrayNode keys = data.putArray(ROW_KEYS);
        for (AskedTransfer transfer : inquiry.transfers()) {
            keys.add(transfer.id().toString());
        }
        return new Question(inquiry.transfers(), httpCall(query.path(), data, platformClock.now()));
    }

    Poll poll(PollQuestion question) throws CertificateRefused {
        ReturnDescription.Poll poll =
                descriptor.returns().flatMap(ReturnDescription::poll).orElseThrow();
        ObjectNode data = JSON.createObjectNode().put("after", question.after()).put("limit", question.limit());
        return new Poll(question, httpCall(poll.path(), data, platformClock.now()));
    }

    private ObjectNode row(ClaimedTransfer transfer) throws CertificateRefused {
        CertificateChain signer = CertificateChain.parse(transfer.signingChain());
        return JSON.createObjectNode()
                .put(batchMember("key"), transfer.id().toString())
                .put(batchMember("content"), BASE64.encodeToString(transfer.payload()))
                .put(statementMember("statement"), BASE64.encodeToString(transfer.statement()))
                .put(
                        statementMember("signature"),
                        BASE64.encodeToString(statementForm.fromDer(transfer.signature(), signer)));
    }

    /** The platform's certificate is followed to its authority each time: nothing is encrypted for a key that is not trusted now. */
    private HttpCall httpCall(String path, ObjectNode data, Instant at) throws CertificateRefused {
        access.authorities().get().requireRecipient(recipient, clock.instant());
        return new HttpCall(
                URI.create(access.baseUrl() + path), new TreeMap<>(), CONTENT_TYPE, call.body(data, at, recipient));
    }

    private String batchMember(String meaning) {
        return Objects.requireNonNull(batchMembers.get(meaning));
    }

    private String statementMember(String meaning) {
        return Objects.requireNonNull(statementMembers.get(meaning));
    }

    /** Differs from call to call, since a transfer is in no two calls of one attempt. */
    private static String batchId(Batch batch) {
        ByteBuffer seed = ByteBuffer.allocate(20 * batch.transfers().size());
        for (ClaimedTransfer transfer : batch.transfers()) {
            seed.putLong(transfer.id().getMostSignificantBits())
                    .putLong(transfer.id().getLeastSignificantBits())
                    .putInt(transfer.attempt());
        }
        return HexFormat.of().formatHex(Sm3.digest(seed.array())).substring(0, BATCH_ID_HEX_CHARS);
    }
}
