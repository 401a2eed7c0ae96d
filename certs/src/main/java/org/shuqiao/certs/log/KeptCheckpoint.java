package org.shuqiao.certs.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A checkpoint that somebody kept when the log had shown it to him. The array is not copied and must not change.
 *
 * @param name what it is called in a report, for example its file name
 * @param note the signed note, byte for byte
 */
public record KeptCheckpoint(String name, byte[] note) {
    /**
     * Reads every file of a folder, in the order of their names; those whose names begin with a dot are left out. A file that is
     * no checkpoint is read, too: the audit says so.
     *
     * @throws IOException if the folder or a file cannot be read
     */
    public static List<KeptCheckpoint> in(Path folder) throws IOException {
        var kept = new ArrayList<KeptCheckpoint>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    kept.add(new KeptCheckpoint(name, LogDirectory.readUpTo(file, SignedCheckpoint.MAX_BYTES + 1)));
                }
            }
        }
        return kept;
    }
}
