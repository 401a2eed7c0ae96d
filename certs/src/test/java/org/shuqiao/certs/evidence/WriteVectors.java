package org.shuqiao.certs.evidence;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the example of {@code docs/formats.md} anew, with keys that are thrown away. Only for a new version of a format: evidence
 * that is out in the world must stay valid, and {@link FormatVectorsTest} finds whatever would make it invalid.
 */
final class WriteVectors {
    private WriteVectors() {}

    public static void main(String[] folder) throws Exception {
        Path vectors = Path.of(folder[0]);
        Path keys = Files.createTempDirectory("vectors");
        var transfer = new SampleTransfer(keys);
        Files.write(vectors.resolve("evidence.zip"), transfer.evidence().zip());
        Files.write(vectors.resolve("trust.json"), transfer.trust().bytes());
    }
}
