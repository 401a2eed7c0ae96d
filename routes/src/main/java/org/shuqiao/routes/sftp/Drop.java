package org.shuqiao.routes.sftp;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A batch of transfers as files. The same transfers with the same content are the same batch with the same names, whoever drops it and
 * however often: names are made of who sends, of when the oldest transfer was made, and of the batch's id. Nothing that a center has
 * filled in is in them.
 *
 * @param folder that they are put into
 * @param sender our code at the platform, letters and digits
 * @param made when the oldest transfer was made
 * @param batchId of exactly this content: 32 hexadecimal digits
 * @param attempt fences one attempt's own files from another's
 * @param contents what the manifest lists; their bytes follow from the batch id
 * @param seal makes the manifest for a name and signs it
 */
public record Drop(
        String folder, String sender, Instant made, String batchId, int attempt, List<Content> contents, Seal seal) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneId.of("Asia/Shanghai"));
    private static final int SERIALS = 100_000;
    private static final int SERIAL_HEX_DIGITS = 7;

    public Drop {
        contents = List.copyOf(contents);
    }

    /**
     * @param name of the file; of one that is the batch's own what comes after the batch's name
     * @param isShared whether the file has a name that is the same in every batch
     * @param sm3 64 hexadecimal digits
     * @param rows of a file of rows; 0 for an attachment
     * @param source opens the bytes
     */
    public record Content(String name, boolean isShared, long bytes, String sm3, int rows, Source source) {
        public static Content of(String ending, byte[] bytes, String sm3, int rows) {
            return new Content(ending, false, bytes.length, sm3, rows, () -> new ByteArrayInputStream(bytes));
        }

        /** @param batch name of the batch */
        String nameIn(String batch) {
            return isShared ? name : batch + name;
        }
    }

    /** Where bytes come from. */
    @FunctionalInterface
    public interface Source {
        /** @throws SftpTrouble where they are not there any more */
        InputStream open() throws SftpTrouble;
    }

    /** Signs what a batch consists of. */
    @FunctionalInterface
    public interface Seal {
        /** @param name of the batch, which the names of its files begin with */
        Sealed of(String name) throws SftpTrouble;
    }

    public record Sealed(byte[] manifest, byte[] signature) {}

    /**
     * The domain's message number: sender, date, time, five digits.
     *
     * @param shift where earlier ones belong to other batches
     */
    String name(int shift) {
        int serial = (Integer.parseInt(batchId.substring(0, SERIAL_HEX_DIGITS), 16) + shift) % SERIALS;
        return sender + TIME.format(made) + String.format(Locale.ROOT, "%05d", serial);
    }

    /** What {@code .ok} holds, so that a batch is recognised whatever else was taken away already. */
    byte[] mark() {
        return ("{\"batchId\":\"" + batchId + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }
}
