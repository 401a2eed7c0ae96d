package org.shuqiao.certs;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an officer signs who has seen that a party signed an agreement on paper: this party, this text, this scan, this day. Its
 * RFC 8785 bytes are signed with SM2 under the default user id ({@code docs/formats.md}, §3).
 *
 * @param agreementHash SM3 of the agreement's content, 64 lower-case hexadecimal characters
 * @param party {@code provider} or {@code consumer}
 * @param scan SM3 of the scanned paper, byte for byte, 64 lower-case hexadecimal characters
 * @param signedOn the date under the signature
 */
public record PaperAttestation(String agreementHash, String party, String scan, LocalDate signedOn) {
    /** Value of the member {@code type}. */
    public static final String TYPE = "shuqiao.paper-attestation.v1";

    private static final int MAX_BYTES = 1_024;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> PARTIES = Set.of("provider", "consumer");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Checks.
     *
     * @throws IllegalArgumentException for a hash or a party that is none, or a year that has not four digits
     */
    public PaperAttestation {
        boolean hashes =
                HASH.matcher(agreementHash).matches() && HASH.matcher(scan).matches();
        if (!hashes || !PARTIES.contains(party) || signedOn.getYear() < 1 || signedOn.getYear() > 9999) {
            throw new IllegalArgumentException("not what an officer attests");
        }
    }

    /**
     * Reads a day as it is written in agreements and attestations.
     *
     * @throws DateTimeException if the text is no day in the form {@code 2026-01-10}
     */
    public static LocalDate day(String text) {
        return LocalDate.parse(text, DAY);
    }

    /** Returns the bytes that are signed. */
    public byte[] bytes() {
        return CanonicalJson.bytes(JsonNodeFactory.instance
                .objectNode()
                .put("agreementHash", agreementHash)
                .put("party", party)
                .put("scan", scan)
                .put("signedOn", DAY.format(signedOn))
                .put("type", TYPE));
    }

    /**
     * Reads attested bytes back.
     *
     * @throws IllegalArgumentException if they are not exactly what {@link #bytes} makes of something; the message holds nothing of
     *     them
     */
    public static PaperAttestation parse(byte[] bytes) {
        try {
            JsonNode json = bytes.length > MAX_BYTES ? JsonNodeFactory.instance.missingNode() : JSON.readTree(bytes);
            var parsed = new PaperAttestation(
                    json.path("agreementHash").asString(""),
                    json.path("party").asString(""),
                    json.path("scan").asString(""),
                    day(json.path("signedOn").asString("")));
            // This one comparison refuses all that was not looked at: type, unknown members, order, escapes, white
            // space.
            if (Arrays.equals(bytes, parsed.bytes())) {
                return parsed;
            }
        } catch (JacksonException | DateTimeException unreadable) { // dropped on purpose: it may quote the text
            throw new IllegalArgumentException("no attestation of a paper");
        }
        throw new IllegalArgumentException("no attestation of a paper");
    }
}
