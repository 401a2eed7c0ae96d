package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway's HTTP interface with one API key. Thread-safe. Every call answers within {@link #ANSWER_WITHIN} or fails.
 *
 * <p>Calls throw {@link ApiRefused} where the gateway answers with a problem, and {@link IOException} where it gives no answer that can
 * be understood.
 */
public final class ApiClient {
    /** How long one call may take. */
    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private static final String KEYS = "/api/v1/keys";
    private static final String ACCOUNTS = "/api/v1/admin/accounts";
    private static final String AGREEMENTS = "/api/v1/agreements";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final URI gateway;
    private final String apiKey;

    private ApiClient(HttpClient http, URI gateway, String apiKey) {
        this.http = http;
        this.gateway = gateway;
        this.apiKey = apiKey;
    }

    /**
     * Connects nothing yet.
     *
     * @param gateway base address, for example {@code https://127.0.0.1:8080}
     * @param apiKey bearer token
     * @param trust whom to believe that it is the gateway, see {@link GatewayTrust}
     */
    public ApiClient(URI gateway, String apiKey, SSLContext trust) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(trust)
                        .connectTimeout(ANSWER_WITHIN)
                        .build(),
                gateway,
                apiKey);
    }

    /** Returns a client of the same gateway with another key. */
    public ApiClient withKey(String otherKey) {
        return new ApiClient(http, gateway, otherKey);
    }

    /** Registers a center; {@code ALREADY_EXISTS} where it is registered. */
    public void registerCenter(String usci, String name, String region) throws IOException, InterruptedException {
        post("/api/v1/admin/centers", Map.of("usci", usci, "name", name, "region", region));
    }

    /** Replaces the secret words of a center, which must not occur in any payload. */
    public void setDictionary(String usci, List<String> words) throws IOException, InterruptedException {
        send("PUT", "/api/v1/admin/centers/" + usci + "/dictionary", json(Map.of("words", words)));
    }

    /** Issues a key with which a center submits and reads its own data. */
    public IssuedKey issueCenterKey(String usci, String label) throws IOException, InterruptedException {
        return read(post("/api/v1/admin/centers/" + usci + "/api-keys", Map.of("label", label)), IssuedKey.class);
    }

    /**
     * Issues a key that belongs to no center.
     *
     * @param role {@code ADMIN}, {@code OPERATOR} or {@code OFFICER}
     * @param holder the person who will have it; null for a key that is no officer's
     */
    public IssuedKey issueKey(String role, String label, @Nullable String holder)
            throws IOException, InterruptedException {
        Map<String, String> body = new HashMap<>(Map.of("role", role, "label", label));
        if (holder != null) {
            body.put("holder", holder);
        }
        return read(post("/api/v1/admin/api-keys", body), IssuedKey.class);
    }

    /** Names the holder of an officer's key that names nobody. */
    public void nameHolder(String keyId, String holder) throws IOException, InterruptedException {
        send("PUT", "/api/v1/admin/api-keys/" + keyId + "/holder", json(Map.of("holder", holder)));
    }

    /** Ends a key for good. */
    public void revokeKey(String keyId) throws IOException, InterruptedException {
        send("DELETE", "/api/v1/admin/api-keys/" + keyId, BodyPublishers.noBody());
    }

    /**
     * Opens an account at the console.
     *
     * @param account members {@code name}, {@code role}, and {@code center} or {@code holder}
     */
    public OpenedAccount openAccount(Map<String, String> account) throws IOException, InterruptedException {
        return read(post(ACCOUNTS, account), OpenedAccount.class);
    }

    /** Gives an account a new password for one sign-in. */
    public OpenedAccount resetAccount(String keyId) throws IOException, InterruptedException {
        return read(post(ACCOUNTS + "/" + keyId + "/password", Map.of()), OpenedAccount.class);
    }

    /** @param act {@code lock} or {@code unlock} */
    public void switchAccount(String keyId, String act, String reason) throws IOException, InterruptedException {
        post(ACCOUNTS + "/" + keyId + "/" + act, Map.of("reason", reason));
    }

    /** Ends an account for good. */
    public void revokeAccount(String keyId) throws IOException, InterruptedException {
        send("DELETE", ACCOUNTS + "/" + keyId, BodyPublishers.noBody());
    }

    /** Every account, by name. */
    public List<ConsoleAccount> accounts() throws IOException, InterruptedException {
        return List.of(read(get(ACCOUNTS), ConsoleAccount[].class));
    }

    /** Returns every key of the gateways. */
    public List<GatewayKey> keys() throws IOException, InterruptedException {
        return List.of(read(get(KEYS), GatewayKey[].class));
    }

    /**
     * Makes a key of the gateways.
     *
     * @param owner gateway or platform; null where the role has none, or for the gateway that answers
     * @param secret agreed with a platform; null where the key is to be made
     */
    public GatewayKey createKey(String role, @Nullable String owner, @Nullable String secret)
            throws IOException, InterruptedException {
        Map<String, String> body = new HashMap<>(Map.of("role", role));
        if (owner != null) {
            body.put("owner", owner);
        }
        if (secret != null) {
            body.put("secret", secret);
        }
        return read(post(KEYS, body), GatewayKey.class);
    }

    /**
     * Returns the request for a key's certificate, PKCS#10 in PEM.
     *
     * @param names host names and addresses that a TLS key is to speak for; none for every other key
     */
    public byte[] keyRequest(String keyId, List<String> names) throws IOException, InterruptedException {
        String query = names.stream()
                .map(name -> "name=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return get(KEYS + "/" + keyId + "/csr" + (query.isEmpty() ? "" : "?" + query));
    }

    /** Hands in a key's certificates; {@code KEY_CHAIN_REFUSED} where they are not its own or not trusted. */
    public GatewayKey certifyKey(String keyId, byte[] pem) throws IOException, InterruptedException {
        return read(send("POST", KEYS + "/" + keyId + "/chain", BodyPublishers.ofByteArray(pem)), GatewayKey.class);
    }

    /**
     * @param at null for now
     * @param fromYear first year of the records of a MASKING key; null for other keys
     */
    public void activateKey(String keyId, @Nullable Instant at, @Nullable Integer fromYear)
            throws IOException, InterruptedException {
        Map<String, Object> body = new HashMap<>();
        if (at != null) {
            body.put("at", at.toString());
        }
        if (fromYear != null) {
            body.put("fromYear", fromYear);
        }
        post(KEYS + "/" + keyId + "/activate", body);
    }

    /** Ends the use of a key that did no harm. */
    public void retireKey(String keyId, String reason) throws IOException, InterruptedException {
        post(KEYS + "/" + keyId + "/retire", Map.of("reason", reason));
    }

    /** Ends the use of a key that others may have since {@code from}. */
    public void markKey(String keyId, Instant from, String reason) throws IOException, InterruptedException {
        post(KEYS + "/" + keyId + "/compromised", Map.of("from", from.toString(), "reason", reason));
    }

    /**
     * Hands in an agreement, as an officer; {@code AGREEMENT_CONFLICT} where this version is there.
     *
     * @return {@code COUNTERSIGNED} where both parties have signed it, else {@code DRAFT}
     */
    public AgreementSummary importAgreement(byte[] agreement) throws IOException, InterruptedException {
        return read(send("POST", AGREEMENTS, BodyPublishers.ofByteArray(agreement)), AgreementSummary.class);
    }

    /** Proposes a draft: its content stands from now on. */
    public void proposeAgreement(String id, int version) throws IOException, InterruptedException {
        post(version(id, version) + "/propose", Map.of());
    }

    /** Hands in the proposed document with the signatures of both parties. */
    public void countersignAgreement(String id, int version, byte[] signed) throws IOException, InterruptedException {
        send("POST", version(id, version) + "/countersign", BodyPublishers.ofByteArray(signed));
    }

    /** Puts a countersigned version in force; {@code FOUR_EYES} for the officer who brought it. */
    public void activateAgreement(String id, int version) throws IOException, InterruptedException {
        post(version(id, version) + "/activate", Map.of());
    }

    /** Gives up a version that is not in force yet. */
    public void withdrawAgreement(String id, int version, String reason) throws IOException, InterruptedException {
        post(version(id, version) + "/withdraw", Map.of("reason", reason));
    }

    private static String version(String id, int version) {
        return AGREEMENTS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/versions/" + version;
    }

    /** Returns every version of every agreement. */
    public List<AgreementSummary> agreements() throws IOException, InterruptedException {
        return List.of(read(get(AGREEMENTS), AgreementSummary[].class));
    }

    /** Hands in a record; {@code INVALID_RECORD} with every violation where it is not one of the dataset. */
    public AcceptedSubmission submit(String dataset, byte[] body) throws IOException, InterruptedException {
        return read(
                send("POST", "/api/v1/submissions/" + dataset, BodyPublishers.ofByteArray(body)),
                AcceptedSubmission.class);
    }

    /** Returns a submission with its transfers. */
    public SubmissionStatus submission(String submissionId) throws IOException, InterruptedException {
        return read(get("/api/v1/submissions/" + submissionId), SubmissionStatus.class);
    }

    /** Returns the evidence of a transfer, a ZIP file; {@code NO_EVIDENCE} where nothing was signed. */
    public byte[] evidence(String transferId) throws IOException, InterruptedException {
        return get("/api/v1/transfers/" + transferId + "/evidence");
    }

    /** Returns messages of the center's own inbox after a place; reading acknowledges nothing. */
    public InboxPage inbox(long after) throws IOException, InterruptedException {
        return read(get("/api/v1/inbox?after=" + after), InboxPage.class);
    }

    /** Returns what this gateway says that readers of its evidence have to trust; to be compared with what they know from elsewhere. */
    public byte[] trust() throws IOException, InterruptedException {
        return get("/api/v1/log/trust");
    }

    /** Decides, as an officer, that a quarantined transfer may not leave. */
    public void withhold(String transferId, String reason) throws IOException, InterruptedException {
        post("/api/v1/quarantine/" + transferId, Map.of("decision", "WITHHOLD", "reason", reason));
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    byte[] post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("POST", path, json(body));
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    byte[] send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new ApiRefused(problem(response));
        }
        return response.body();
    }

    private static Problem problem(HttpResponse<byte[]> response) {
        try {
            return JSON.readValue(response.body(), Problem.class);
        } catch (JacksonException notAProblem) {
            return new Problem(response.statusCode(), null, null, null);
        }
    }

    static <T> T read(byte[] body, Class<T> type) throws IOException {
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException e) {
            throw new IOException("the gateway's answer is not a " + type.getSimpleName(), e);
        }
    }
}
