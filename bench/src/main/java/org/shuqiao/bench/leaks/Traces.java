package org.shuqiao.bench.leaks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.shuqiao.gateway.cli.GatewayTrust;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import org.shuqiao.mappings.residue.DictionaryTerm;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything of a run that somebody else may see: answers, problems, calls, evidence, figures, log entries, log files, hints, file names. */
final class Traces {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    /** Where the database keeps the records; and keys, which nobody else reads. */
    private static final Set<String> INSIDE = Set.of("postgres", "secrets", "development");
    /** The platform's own log is nothing that the gateway writes. */
    private static final String SIMULATORS_LOG = "simulators.log";

    private final Path home;
    private final URI gateway;
    private final URI platform;
    private final HttpClient http;
    private final String adminKey;
    private final Map<String, List<byte[]>> texts = new TreeMap<>();
    private final Set<String> stored = new TreeSet<>();
    private long bytes;

    Traces(Path home, URI gateway, URI platform) throws IOException {
        this.home = home;
        this.gateway = gateway;
        this.platform = platform;
        this.http = HttpClient.newBuilder().sslContext(GatewayTrust.of(home)).build();
        this.adminKey = Files.readString(home.resolve("secrets/admin.key")).strip();
    }

    void putDictionary(String center, List<DictionaryTerm> terms) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode array = body.putArray("terms");
        terms.forEach(term -> array.addObject()
                .put("text", term.text())
                .put("kind", term.kind().name()));
        String path = "/api/v1/admin/centers/" + center + "/dictionary";
        require(call(gateway.resolve(path), "PUT", adminKey, JSON.writeValueAsBytes(body)), 204);
    }

    /** @return the id of the submission */
    String submit(String key, String dataset, byte[] record) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = call(submissions(dataset), "POST", key, record);
        require(answer, 202);
        keep("answers", answer);
        return JSON.readTree(answer.body()).required("submissionId").stringValue();
    }

    void refused(String key, String dataset, byte[] record) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = call(submissions(dataset), "POST", key, record);
        if (answer.statusCode() / 100 != 4) {
            throw new IOException("a broken record was answered " + answer.statusCode());
        }
        keep("problems", answer);
    }

    private URI submissions(String dataset) {
        return gateway.resolve("/api/v1/submissions/" + dataset);
    }

    void settled(Transfer transfer) {
        if (transfer.state().equals("STORED")) {
            stored.add(transfer.transferId());
        }
        keep("status", transfer.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @param key of the center */
    void collect(String key) throws IOException, InterruptedException {
        for (String transfer : stored) {
            byte[] zip = read(gateway.resolve("/api/v1/transfers/" + transfer + "/evidence"), key);
            try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
                for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    keep("evidence", entry.getName().getBytes(StandardCharsets.UTF_8));
                    keep("evidence", entries.readAllBytes());
                }
            }
        }
        keep("calls", read(platform.resolve("/__admin/requests?limit=100000"), adminKey));
        keep("calls", read(platform.resolve("/__sim/qingdao/effects"), adminKey));
        for (String path : List.of("/actuator/prometheus", "/actuator/health", "/api/v1/log/trust")) {
            keep("figures", read(gateway.resolve(path), adminKey));
        }
    }

    private void keep(String place, HttpResponse<byte[]> answer) {
        keep(place, answer.headers().toString().getBytes(StandardCharsets.UTF_8));
        keep(place, answer.body());
    }

    private void keep(String place, byte[] bytes) {
        texts.computeIfAbsent(place, p -> new ArrayList<>()).add(bytes);
    }

    /** Bytes that were searched. */
    long bytes() {
        return bytes;
    }

    /** @return what was found, by place; places without anything are left out */
    Map<String, Set<String>> search(ByteSearch search) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        texts.forEach((place, list) -> list.forEach(text -> search(search, place, text, found)));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                searchFile(search, file, found);
            }
        }
        return found;
    }

    private void searchFile(ByteSearch search, Path file, Map<String, Set<String>> found) throws IOException {
        Path inHome = home.relativize(file);
        String folder = inHome.getName(0).toString();
        if (INSIDE.contains(folder)) {
            return;
        }
        search(search, "file names", inHome.toString().getBytes(StandardCharsets.UTF_8), found);
        if (!file.endsWith(SIMULATORS_LOG)) {
            try {
                search(search, "files in " + folder, Files.readAllBytes(file), found);
            } catch (NoSuchFileException gone) {
                // The broker took it away meanwhile; so nobody can read it any more.
                return;
            }
        }
    }

    private void search(ByteSearch search, String place, byte[] text, Map<String, Set<String>> found) {
        bytes += text.length;
        Set<String> here = search.in(text);
        if (!here.isEmpty()) {
            found.computeIfAbsent(place, p -> new TreeSet<>()).addAll(here);
        }
    }

    private byte[] read(URI address, String key) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = call(address, "GET", key, new byte[0]);
        require(answer, 200);
        return answer.body();
    }

    private static void require(HttpResponse<byte[]> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.uri().getPath() + " was answered " + answer.statusCode());
        }
    }

    private HttpResponse<byte[]> call(URI address, String method, String key, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }
}
