package org.shuqiao.gateway.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people do where there is no wire: an officer makes a package, the district looks at it, a paper comes back, two officers enter it. */
final class PaperStory {
    private static final String SUMS = "SM3SUMS";
    private static final int SUM_CHARS = 64;
    private static final String PACKAGES = "/api/v1/ops/packages";

    private final Story story;
    private final DemoOfficers officers;

    PaperStory(Story story, DemoOfficers officers) {
        this.story = story;
        this.officers = officers;
    }

    /** @param transfers that wait for a package; all are in it */
    void tell(String platform, List<String> transfers) throws IOException, InterruptedException {
        JsonNode made = JsonMapper.shared().readTree(officers.one().post(PACKAGES, Map.of("platform", platform)));
        String path = PACKAGES + "/" + made.path("id").stringValue();
        byte[] archive = officers.one().get(path + "/archive");
        story.expect(
                made.path("transfers").intValue() == transfers.size() && isWhole(archive),
                "装订成册 a package of " + transfers.size() + " transfers, " + archive.length
                        + " bytes; every file is what SM3SUMS says");
        byte[] scan = scan();
        officers.one().send("PUT", path + "/scans/" + Sm3.hex(scan), BodyPublishers.ofByteArray(scan));
        JsonNode entered = JsonMapper.shared()
                .readTree(officers.one()
                        .post(
                                path + "/receipts",
                                Map.of(
                                        "scan",
                                        Sm3.hex(scan),
                                        "stage",
                                        "STORED",
                                        "transfers",
                                        transfers,
                                        "reference",
                                        "演示收件单1号",
                                        "receivedOn",
                                        LocalDate.now(ZoneId.of("Asia/Shanghai"))
                                                .toString(),
                                        "reasons",
                                        List.of())));
        officers.other().post(path + "/receipts/" + entered.path("id").stringValue() + "/confirm", Map.of());
        story.expect(true, "纸质回执 a paper came back: entered with its scan by one officer, confirmed by another");
    }

    private static boolean isWhole(byte[] archive) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        byte[] sums = files.getOrDefault(SUMS, new byte[0]);
        return sums.length > 0
                && new String(sums, StandardCharsets.UTF_8).lines().allMatch(line -> isRight(line, files));
    }

    private static boolean isRight(String line, Map<String, byte[]> files) {
        byte[] file = files.get(line.substring(SUM_CHARS).strip());
        return file != null && Sm3.hex(file).equals(line.substring(0, SUM_CHARS));
    }

    /** A picture of one point: enough to be a scan. */
    private static byte[] scan() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }
}
