package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.log.InclusionProof;
import org.shuqiao.certs.log.LogHash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code inclusion.json} says: which leaves lie where in the tree of one checkpoint. RFC 8785 bytes of
 *
 * <pre>
 * {"checkpoint":{"origin","size"},"entries":[{"index","leaf":"(leaf as text)","of":"statement","path":["(hex)", …]}, …],"hash":"sm3"}
 * </pre>
 */
record InclusionFile(String origin, long size, LogHash hash, List<Entry> entries) {
    static final int MAX_BYTES = 256 << 10;

    /** A path has a hash for each doubling of the tree, and a tree's size is a {@code long}. */
    private static final int MAX_PATH_HASHES = 63;

    InclusionFile {
        entries = List.copyOf(entries);
    }

    /**
     * One leaf.
     *
     * @param of {@code statement}, {@code deletion} or the start of a receipt's, an entered paper's or a breach's file names
     * @param leaf bytes of the leaf
     */
    record Entry(String of, byte[] leaf, InclusionProof proof) {}

    @Nullable Entry of(String part) {
        return entries.stream()
                .filter(entry -> entry.of().equals(part))
                .findFirst()
                .orElse(null);
    }

    byte[] bytes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("checkpoint").put("origin", origin).put("size", size);
        ArrayNode array = json.putArray("entries");
        for (Entry entry : entries) {
            ObjectNode object = array.addObject()
                    .put("index", entry.proof().index())
                    .put("leaf", new String(entry.leaf(), StandardCharsets.UTF_8))
                    .put("of", entry.of());
            ArrayNode path = object.putArray("path");
            entry.proof().path().forEach(hash -> path.add(HexFormat.of().formatHex(hash)));
        }
        return CanonicalJson.bytes(json.put("hash", hash.id()));
    }

    /**
     * Reads the bytes back. A proof of a million hashes ends at the limit, unread.
     *
     * @throws IllegalArgumentException if they are not exactly those that {@link #bytes} writes
     */
    static InclusionFile parse(byte[] bytes) {
        JsonNode json = StrictJson.parse(bytes, MAX_BYTES);
        var entries = new ArrayList<Entry>();
        long size = StrictJson.number(json.path("checkpoint"), "size");
        for (JsonNode entry : json.path("entries")) {
            entries.add(new Entry(
                    StrictJson.text(entry, "of"),
                    StrictJson.text(entry, "leaf").getBytes(StandardCharsets.UTF_8),
                    new InclusionProof(StrictJson.number(entry, "index"), size, path(entry.path("path")))));
        }
        var parsed = new InclusionFile(
                StrictJson.text(json.path("checkpoint"), "origin"),
                size,
                LogHash.of(StrictJson.text(json, "hash")),
                entries);
        // This one comparison refuses all that was not looked at: unknown members, order, escapes, white space.
        if (!Arrays.equals(bytes, parsed.bytes())) {
            throw new IllegalArgumentException("not in the form in which it is written");
        }
        return parsed;
    }

    private static List<byte[]> path(JsonNode array) {
        if (array.size() > MAX_PATH_HASHES) {
            throw new IllegalArgumentException("a path has more than " + MAX_PATH_HASHES + " hashes");
        }
        var path = new ArrayList<byte[]>();
        for (JsonNode hash : array) {
            try {
                path.add(HexFormat.of().parseHex(hash.asString("")));
            } catch (IllegalArgumentException unreadable) { // dropped on purpose: it may quote the text
                throw new IllegalArgumentException("a hash of a path is not hexadecimal");
            }
        }
        return path;
    }
}
