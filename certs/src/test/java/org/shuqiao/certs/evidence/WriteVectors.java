package org.shuqiao.certs.evidence;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the examples of {@code docs/formats.md} anew, with keys that are thrown away. Only for a new version of a format: evidence
 * that is out in the world must stay valid, and {@link FormatVectorsTest} finds whatever would make it invalid.
 */
final class WriteVectors {
    private WriteVectors() {}

    /** @param words the folder, then which of {@code transfer}, {@code paper}, {@code late}, {@code entered} and {@code return} */
    public static void main(String[] words) throws Exception {
        Path vectors = Path.of(words[0]);
        Path keys = Files.createTempDirectory("vectors");
        if (words[1].equals("transfer")) {
            var transfer = new SampleTransfer(keys);
            Files.write(vectors.resolve("evidence.zip"), transfer.evidence().zip());
            Files.write(vectors.resolve("trust.json"), transfer.trust().bytes());
        } else if (words[1].equals("paper")) {
            var transfer = new SampleTransfer(keys);
            transfer.onPaper(transfer.signer("officer-a"), transfer.signer("officer-b"));
            Files.write(vectors.resolve("paper.zip"), transfer.evidence().zip());
            Files.write(vectors.resolve("paper-trust.json"), transfer.trust().bytes());
        } else if (words[1].equals("late")) {
            var transfer = new SampleTransfer(keys).late();
            Files.write(vectors.resolve("late.zip"), transfer.evidence().zip());
            Files.write(vectors.resolve("late-trust.json"), transfer.trust().bytes());
        } else if (words[1].equals("entered")) {
            var transfer = new SampleTransfer(keys).carried();
            Files.write(vectors.resolve("entered.zip"), transfer.evidence().zip());
            Files.write(vectors.resolve("entered-trust.json"), transfer.trust().bytes());
        } else {
            var message = new SampleReturn(keys);
            Files.write(vectors.resolve("return.zip"), message.evidence().zip());
            Files.write(vectors.resolve("withheld.zip"), message.withheld().zip());
            Files.write(vectors.resolve("return-trust.json"), message.trust().bytes());
        }
    }
}
