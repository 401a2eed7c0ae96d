package org.shuqiao.routes.attachments;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.List;

/** First bytes by which kinds of files are known. */
enum Magic {
    PDF("25504446 2D"),
    PNG("89504E47 0D0A1A0A"),
    JPEG("FFD8FF"),
    ZIP("504B0304"),
    EMPTY_ZIP("504B0506"),
    RAR("52617221 1A07"),
    SEVEN_ZIP("377ABCAF 271C"),
    GZIP("1F8B08"),
    BZIP2("425A68"),
    XZ("FD377A58 5A00"),
    ZSTANDARD("28B52FFD"),
    /** Of Office before 2007, of objects in its files, of encrypted ones and of macros. */
    COMPOUND("D0CF11E0 A1B11AE1"),
    WINDOWS_PROGRAM("4D5A"),
    ELF("7F454C46"),
    JAVA_OR_MAC_PROGRAM("CAFEBABE"),
    MAC_PROGRAM("CFFAEDFE"),
    SCRIPT("2321");

    private static final List<Magic> ARCHIVES = List.of(ZIP, EMPTY_ZIP, RAR, SEVEN_ZIP, GZIP, BZIP2, XZ, ZSTANDARD);
    private static final List<Magic> PROGRAMS =
            List.of(COMPOUND, WINDOWS_PROGRAM, ELF, JAVA_OR_MAC_PROGRAM, MAC_PROGRAM, SCRIPT);
    private static final int TAR_AT = 257;
    private static final String TAR = "ustar";

    /** So many bytes tell every kind. */
    static final int BYTES = TAR_AT + TAR.length();

    /** One character for each byte. */
    private final String bytes;

    Magic(String hex) {
        this.bytes = new String(HexFormat.of().parseHex(hex.replace(" ", "")), ISO_8859_1);
    }

    boolean begins(byte[] file) {
        return isAt(file, 0, bytes);
    }

    static boolean isArchive(byte[] file) {
        return ARCHIVES.stream().anyMatch(archive -> archive.begins(file)) || isAt(file, TAR_AT, TAR);
    }

    static boolean isProgram(byte[] file) {
        return PROGRAMS.stream().anyMatch(program -> program.begins(file));
    }

    private static boolean isAt(byte[] file, int at, String what) {
        return file.length >= at + what.length() && new String(file, at, what.length(), ISO_8859_1).equals(what);
    }
}
