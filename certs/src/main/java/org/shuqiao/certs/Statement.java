package org.shuqiao.certs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one transfer is, or one message that came back, and what the gateway signs. It names everything by hash and holds no
 * payload.
 *
 * <p>Hashes are SM3 as 64 lower-case hexadecimal characters. Immutable; every constructor refuses what the format forbids with
 * {@link IllegalArgumentException}.
 *
 * @param type which way the payload went
 * @param transferId one submission on its way to one platform; of a return the id of the message in the center's inbox
 * @param submissionId what the center handed in; of a return the id of the platform's batch
 * @param center 统一社会信用代码 of the submitting or receiving center
 * @param platform id of the receiving or sending platform
 * @param dataset id of the dataset
 * @param recordId the sender's own id of the record
 * @param version the sender's version of the record, from 1
 * @param purpose what the receiver may use the payload for
 * @param agreements every agreement that binds the transfer, at least one; revoking any of them stops it
 * @param mapping how the record was put into the platform's shape; of a return the id and the hash of the dataset's schema
 * @param masking the masking catalogue and keys in use
 * @param transforms what was done to which field of the source record, in the order of the payload
 * @param originalHash SM3 of a secret 32-byte salt and the received bytes
 * @param payloadHash SM3 of the payload: what was sent, or what the center gets
 * @param contentType media type of the payload
 * @param supersedes the earlier transfer of the same record that this one replaces; the member is absent if there is none
 * @param createdAt when the statement was made; kept to the millisecond
 * @param gateway name of the signing gateway
 */
public record Statement(
        Type type,
        UUID transferId,
        UUID submissionId,
        String center,
        String platform,
        String dataset,
        String recordId,
        long version,
        String purpose,
        List<Agreement> agreements,
        Mapping mapping,
        Masking masking,
        List<Transform> transforms,
        String originalHash,
        String payloadHash,
        String contentType,
        @Nullable UUID supersedes,
        Instant createdAt,
        String gateway) {
    /** The longest statement that {@link #parse} reads. */
    public static final int MAX_BYTES = 65_536;

    private static final long MAX_EXACT_INTEGER = 1L << 53;
    private static final int HASH_CHARS = 64;

    /** Checks and copies. */
    public Statement {
        requireText(center, "center");
        requireText(platform, "platform");
        requireText(dataset, "dataset");
        requireText(recordId, "recordId");
        requireVersion(version, "version");
        requireText(purpose, "purpose");
        agreements = List.copyOf(agreements);
        if (agreements.isEmpty()) {
            throw new IllegalArgumentException("a transfer is bound by at least one agreement");
        }
        transforms = List.copyOf(transforms);
        requireHash(originalHash, "originalHash");
        requireHash(payloadHash, "payloadHash");
        requireText(contentType, "contentType");
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        StatementJson.requireFourDigitYear(createdAt);
        requireText(gateway, "gateway");
    }

    /** Which way the payload went. A signature of one kind is none of the other, since the type is among the signed bytes. */
    public enum Type {
        /** From a center to a platform. */
        TRANSFER("shuqiao.transfer.v1"),
        /** From a platform to a center. */
        RETURN("shuqiao.return.v1");

        private final String format;

        Type(String format) {
            this.format = format;
        }

        /** Returns the value of the member {@code type}. */
        public String format() {
            return format;
        }

        /** @throws IllegalArgumentException if no type has this format */
        static Type of(String format) {
            for (Type type : values()) {
                if (type.format.equals(format)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("not a type of statements");
        }
    }

    /**
     * An agreement as it was when it permitted the transfer.
     *
     * @param hash SM3 of the RFC 8785 form without {@code id}, {@code status} and {@code signatures}
     */
    public record Agreement(String id, long version, String hash) {
        /** Checks. */
        public Agreement {
            requireText(id, "agreement id");
            requireVersion(version, "agreement version");
            requireHash(hash, "agreement hash");
        }
    }

    /** A mapping by name and by SM3 of its source. */
    public record Mapping(String id, String hash) {
        /** Checks. */
        public Mapping {
            requireText(id, "mapping id");
            requireHash(hash, "mapping hash");
        }
    }

    /**
     * A masking catalogue by name and by SM3, and the versions of the keys that pseudonyms and encrypted numbers were made with.
     *
     * @param keyVersions version by the name of the keyed transform, for example {@code pseudonym}; empty when no key was used
     */
    public record Masking(String id, String hash, Map<String, String> keyVersions) {
        /** Checks and copies. */
        public Masking {
            requireText(id, "masking id");
            requireHash(hash, "masking hash");
            keyVersions = Collections.unmodifiableSortedMap(new TreeMap<>(keyVersions));
            keyVersions.forEach((transform, version) -> {
                requireText(transform, "transform of a masking key");
                requireText(version, "version of a masking key");
            });
        }
    }

    /**
     * A transform that was applied.
     *
     * @param path JSON Pointer into the source record, {@code *} for every element of an array
     */
    public record Transform(String path, String name, String version) {
        /** Checks. */
        public Transform {
            requireText(path, "transform path");
            requireText(name, "transform name");
            requireText(version, "transform version");
        }
    }

    /**
     * Returns the RFC 8785 bytes, which are what is signed.
     *
     * @throws UnrepresentableJson if a text holds half of a surrogate pair
     */
    public byte[] canonicalBytes() {
        return StatementJson.write(this);
    }

    /**
     * Reads a statement back. Strict: the bytes must be exactly those that {@link #canonicalBytes} writes, so unknown or doubled
     * members, other orders, white space and other escapes are all refused.
     *
     * @throws MalformedStatement if they are anything else
     */
    public static Statement parse(byte[] canonical) {
        return StatementJson.read(canonical);
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }

    private static void requireVersion(long version, String name) {
        if (version < 1 || version > MAX_EXACT_INTEGER) {
            throw new IllegalArgumentException(name + " must be from 1 to 2^53");
        }
    }

    private static void requireHash(String hash, String name) {
        boolean hex = hash.length() == HASH_CHARS;
        for (int i = 0; hex && i < HASH_CHARS; i++) {
            char c = hash.charAt(i);
            hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        if (!hex) {
            throw new IllegalArgumentException(name + " must be 64 lower-case hexadecimal characters");
        }
    }
}
