package org.shuqiao.routes.offline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.platforms.Deposit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a package holds: its transfers, the agreements that permit them, and name, size and SM3 of each file. */
final class PackageManifest {
    static final String FORMAT = "shuqiao.package.v1";
    static final String NAME = "package.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode json;

    private PackageManifest(ObjectNode json) {
        this.json = json;
    }

    static PackageManifest begin(UUID id, String platform, String sender, Instant madeAt) {
        ObjectNode json = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("packageId", id.toString())
                .put("platform", platform)
                .put("sender", sender)
                .put("madeAt", madeAt.toString());
        json.putArray("transfers");
        json.putArray("agreements");
        json.putArray("files");
        return new PackageManifest(json);
    }

    static PackageManifest read(byte[] bytes) {
        return new PackageManifest((ObjectNode) JSON.readTree(bytes));
    }

    void add(Deposit.Row row, PlatformDescriptor.Resource resource, List<PackageFile> files) {
        json.withArray("/transfers")
                .addObject()
                .put("key", row.key().toString())
                .put("dataset", resource.resource())
                .put("catalogCode", resource.catalogCode())
                .put("recordId", row.about().recordId())
                .put("version", row.about().version());
        files.forEach(this::add);
    }

    void add(PackageFile file) {
        json.withArray("/files")
                .addObject()
                .put("name", file.name())
                .put("bytes", file.bytes())
                .put("sm3", file.sm3());
    }

    void addAgreements(List<Deposit.Row> rows) {
        ArrayNode agreements = json.withArray("/agreements");
        rows.stream()
                .flatMap(row -> row.about().agreements().stream())
                .distinct()
                .sorted(Comparator.comparing(Statement.Agreement::id).thenComparing(Statement.Agreement::version))
                .forEach(agreement -> agreements
                        .addObject()
                        .put("id", agreement.id())
                        .put("version", agreement.version())
                        .put("hash", agreement.hash()));
    }

    byte[] bytes() {
        return CanonicalJson.bytes(json);
    }

    List<UUID> transfers() {
        List<UUID> transfers = new ArrayList<>();
        json.path("transfers")
                .forEach(one -> transfers.add(UUID.fromString(one.path("key").asString())));
        return transfers;
    }

    /** SM3 of each file by its name. */
    Map<String, String> sums() {
        Map<String, String> sums = new HashMap<>();
        json.path("files")
                .forEach(file ->
                        sums.put(file.path("name").asString(), file.path("sm3").asString()));
        return sums;
    }

    /** The list of proof (证明材料清单): every attachment with its size and SM3. */
    PackageFile proofList() {
        StringBuilder page = new StringBuilder(
                """
                <!DOCTYPE html>
                <html lang="zh-CN">
                <head><meta charset="utf-8"><title>证明材料清单</title></head>
                <body>
                <h1>证明材料清单</h1>
                <table border="1">
                <tr><th>序号</th><th>文件</th><th>字节数</th><th>SM3</th></tr>
                """);
        int number = 0;
        for (JsonNode file : json.path("files")) {
            if (file.path("name").asString().startsWith("attachments/")) {
                page.append("<tr><td>")
                        .append(++number)
                        .append("</td><td>")
                        .append(file.path("name").asString())
                        .append("</td><td>")
                        .append(file.path("bytes").asLong())
                        .append("</td><td>")
                        .append(file.path("sm3").asString())
                        .append("</td></tr>\n");
            }
        }
        page.append("</table>\n</body>\n</html>\n");
        return PackageFile.of("proof-list.html", page.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What stands at the end of the archive: the manifest, its signature, and a list as {@code sm3sum} reads it. */
    List<PackageFile> closing(byte[] signature) {
        PackageFile manifest = PackageFile.of(NAME, bytes());
        PackageFile signed = PackageFile.of(
                "package.sig",
                (Base64.getEncoder().encodeToString(signature) + "\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder sums = new StringBuilder();
        json.path("files").forEach(file -> sums.append(file.path("sm3").asString())
                .append("  ")
                .append(file.path("name").asString())
                .append('\n'));
        for (PackageFile own : List.of(manifest, signed)) {
            sums.append(own.sm3()).append("  ").append(own.name()).append('\n');
        }
        return List.of(
                manifest, signed, PackageFile.of("SM3SUMS", sums.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
