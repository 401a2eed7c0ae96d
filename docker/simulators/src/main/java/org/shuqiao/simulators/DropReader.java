package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Looks into a folder for batches that are whole ({@code .ok} is there), believes nothing of them that is not signed and hashed, and lays
 * results down by rename. What was looked at is put away, into {@code taken} or {@code refused}.
 */
final class DropReader {
    private static final String OK = ".ok";
    private static final long MAX_FILE_BYTES = 64L << 20;

    private final Path in;
    private final Path out;
    private final RowPlatform platform;
    private final TrustedAuthority authority;
    private final Kona kona;
    private final StrictJson json;
    private final Clock clock;
    private long written;

    DropReader(
            Path in,
            Path out,
            RowPlatform platform,
            TrustedAuthority authority,
            Kona kona,
            StrictJson json,
            Clock clock) {
        this.in = in;
        this.out = out;
        this.platform = platform;
        this.authority = authority;
        this.kona = kona;
        this.json = json;
        this.clock = clock;
    }

    /** One look. */
    void look() throws IOException {
        List<String> batches;
        try (Stream<Path> files = Files.list(in)) {
            batches = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(OK) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - OK.length()))
                    .sorted()
                    .toList();
        }
        for (String batch : batches) {
            take(batch);
        }
        for (Map.Entry<String, List<ObjectNode>> late : platform.saidAtLast().entrySet()) {
            say(late.getKey(), late.getValue());
        }
    }

    private void take(String batch) throws IOException {
        Optional<ObjectNode> manifest = verified(batch);
        if (manifest.isEmpty()) {
            putAway(batch, "refused");
            return;
        }
        JsonNode files = manifest.get().path("files");
        List<ObjectNode> said = files.findParents("rows").stream()
                .filter(file -> file.path("rows").asInt() > 0)
                .flatMap(file -> lines(file.path("name").asText()))
                .flatMap(row -> take(row, files, batch).stream())
                .toList();
        if (!said.isEmpty()) {
            say(batch, said);
        }
        putAway(batch, "taken");
    }

    /** A row that speaks of a file that did not come with it is refused. */
    private Optional<ObjectNode> take(ObjectNode row, JsonNode files, String batch) {
        String key = row.path("key").asText();
        JsonNode attachment = row.path("attachment");
        boolean whole = attachment.isMissingNode()
                || files.findParents("sm3").stream()
                        .anyMatch(file -> file.path("name").equals(attachment.path("name"))
                                && file.path("sm3").equals(attachment.path("sm3")));
        return whole
                ? platform.take(key, row.path("dataset").asText(), row, batch)
                : Optional.of(platform.said(key, RowRefusal.MALFORMED_PAYLOAD.code()));
    }

    /** The manifest, where its signature holds and every file is what it says. */
    private Optional<ObjectNode> verified(String batch) throws IOException {
        byte[] manifest = bytes(batch + ".manifest.json");
        String signature = new String(bytes(batch + ".manifest.sig"), US_ASCII).strip();
        Optional<ObjectNode> said = json.object(manifest);
        if (said.isEmpty() || !isSigned(manifest, signature)) {
            return Optional.empty();
        }
        for (JsonNode file : said.get().path("files")) {
            String name = file.path("name").asText();
            byte[] content = isPlain(name) ? bytes(name) : new byte[0];
            if (content.length != file.path("bytes").asLong(-1)
                    || !kona.sm3Hex(content).equals(file.path("sm3").asText())) {
                return Optional.empty();
            }
        }
        return said;
    }

    private boolean isSigned(byte[] manifest, String signature) {
        try {
            DetachedCms cms = DetachedCms.parse(Base64.getDecoder().decode(signature));
            return authority
                    .trust(cms.certificate(), clock.instant())
                    .map(sender -> sender.accepts(manifest, cms.signature()))
                    .orElse(false);
        } catch (MalformedDer | IllegalArgumentException e) {
            return false;
        }
    }

    private Stream<ObjectNode> lines(String file) {
        try {
            return new String(bytes(file), UTF_8).lines().flatMap(line -> json.object(line.getBytes(UTF_8)).stream());
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private void say(String batch, List<ObjectNode> rows) throws IOException {
        ObjectNode result = json.newObject().put("batchId", batch);
        ArrayNode list = result.putArray("rows");
        rows.forEach(list::add);
        String name = batch + "-" + ++written + ".receipt.json";
        Path unfinished = Files.write(out.resolve("." + name), json.bytes(result));
        Files.move(unfinished, out.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void putAway(String batch, String where) throws IOException {
        Path folder = Files.createDirectories(in.resolveSibling(where));
        List<Path> files;
        try (Stream<Path> all = Files.list(in)) {
            files = all.filter(file -> file.getFileName().toString().startsWith(batch))
                    .toList();
        }
        for (Path file : files) {
            Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private byte[] bytes(String name) throws IOException {
        Path file = in.resolve(name);
        return Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES ? Files.readAllBytes(file) : new byte[0];
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.indexOf('/') < 0 && !name.contains("..") && name.indexOf('\\') < 0;
    }
}
