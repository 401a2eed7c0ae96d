package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.RevocationLists;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.certs.log.MalformedLogKey;
import org.shuqiao.certs.time.TimestampAuthorities;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that an auditor believes without proof, in one file: format {@value #FORMAT}. Whoever is not in it is not believed, so an
 * empty list trusts nobody.
 *
 * @param authorities PEM texts of the authorities whose certificates are accepted
 * @param logs keys of the logs whose checkpoints are accepted
 * @param timestampAuthorities PEM texts of the authorities whose time stamps are accepted
 * @param revocationLists PEM texts of revocation lists; an authority without a list is not checked for revocations
 * @param compromised certificates whose keys somebody else may have had
 */
public record Trust(
        List<String> authorities,
        List<LogKey> logs,
        List<String> timestampAuthorities,
        List<String> revocationLists,
        List<Compromised> compromised) {
    /** Value of the member {@code format}. */
    public static final String FORMAT = "shuqiao.trust.v1";

    /** The longest file that is read: revocation lists can be long. */
    public static final int MAX_BYTES = 64 << 20;

    private static final Set<String> MEMBERS =
            Set.of("format", "authorities", "logs", "timestampAuthorities", "revocationLists", "compromised");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks and copies.
     *
     * @throws MalformedTrust if a text is not what it must be
     */
    public Trust {
        authorities = List.copyOf(authorities);
        logs = List.copyOf(logs);
        timestampAuthorities = List.copyOf(timestampAuthorities);
        revocationLists = List.copyOf(revocationLists);
        compromised = List.copyOf(compromised);
        certificates(authorities, revocationLists);
        stampers(timestampAuthorities);
    }

    /**
     * A certificate whose key is no longer its holder's alone.
     *
     * @param certificateHash SM3 of the certificate's DER bytes, 64 lower-case hexadecimal characters
     * @param from since when; signatures that a time stamp shows to be older still hold
     */
    public record Compromised(String certificateHash, Instant from) {
        /** Checks. */
        public Compromised {
            if (!HASH.matcher(certificateHash).matches()) {
                throw new MalformedTrust("compromised: a certificate is named by 64 lower-case hexadecimal characters");
            }
        }
    }

    /** Returns the file: RFC 8785 bytes of a JSON object. */
    public byte[] bytes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        authorities.forEach(json.putArray("authorities")::add);
        logs.stream().map(LogKey::text).forEach(json.putArray("logs")::add);
        timestampAuthorities.forEach(json.putArray("timestampAuthorities")::add);
        revocationLists.forEach(json.putArray("revocationLists")::add);
        var list = json.putArray("compromised");
        for (Compromised one : compromised) {
            list.addObject().put("certificate", one.certificateHash).put("from", Times.text(one.from));
        }
        return CanonicalJson.bytes(json);
    }

    /**
     * Reads a file. White space and the order of members do not matter, since people edit it; every member must be there, and no
     * other.
     *
     * @throws MalformedTrust if it is anything else
     */
    public static Trust parse(byte[] json) {
        try {
            JsonNode trust = StrictJson.parse(json, MAX_BYTES);
            if (!MEMBERS.equals(new TreeSet<>(trust.propertyNames()))
                    || !FORMAT.equals(trust.path("format").asString(""))) {
                throw new MalformedTrust("not a trust file of the format " + FORMAT + " with exactly its members");
            }
            return new Trust(
                    texts(trust, "authorities"),
                    texts(trust, "logs").stream().map(LogKey::parse).toList(),
                    texts(trust, "timestampAuthorities"),
                    texts(trust, "revocationLists"),
                    compromised(trust));
        } catch (MalformedTrust e) {
            throw e;
        } catch (MalformedLogKey e) {
            throw new MalformedTrust("logs: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new MalformedTrust("not a trust file: " + e.getMessage());
        }
    }

    private static List<String> texts(JsonNode trust, String member) {
        var texts = new ArrayList<String>();
        for (JsonNode value : array(trust, member)) {
            if (!value.isString()) {
                throw new MalformedTrust(member + ": not a list of texts");
            }
            texts.add(value.stringValue());
        }
        return texts;
    }

    private static List<Compromised> compromised(JsonNode trust) {
        var list = new ArrayList<Compromised>();
        for (JsonNode one : array(trust, "compromised")) {
            list.add(new Compromised(StrictJson.text(one, "certificate"), Times.parse(StrictJson.text(one, "from"))));
        }
        return list;
    }

    private static JsonNode array(JsonNode trust, String member) {
        JsonNode array = trust.path(member);
        if (!array.isArray()) {
            throw new MalformedTrust(member + ": not a list");
        }
        return array;
    }

    TrustedCertificates certificates() {
        return certificates(authorities, revocationLists);
    }

    TimestampAuthorities stampers() {
        return stampers(timestampAuthorities);
    }

    /** An auditor can fetch a new list, so none is relied on beyond the end that it announces. */
    private static TrustedCertificates certificates(List<String> authorities, List<String> revocationLists) {
        try {
            return TrustedCertificates.parse(ascii(authorities))
                    .with(RevocationLists.parse(ascii(revocationLists)), Duration.ZERO);
        } catch (CertificateRefused e) {
            throw new MalformedTrust("authorities or revocationLists: " + e.reason());
        }
    }

    private static TimestampAuthorities stampers(List<String> authorities) {
        try {
            return TimestampAuthorities.parse(ascii(authorities));
        } catch (IllegalArgumentException e) {
            throw new MalformedTrust("timestampAuthorities: not PEM of certificates of authorities");
        }
    }

    private static List<byte[]> ascii(List<String> texts) {
        return texts.stream()
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }
}
