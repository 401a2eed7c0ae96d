package org.shuqiao.routes.attachments;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.shuqiao.routes.attachments.SampleFiles.docx;
import static org.shuqiao.routes.attachments.SampleFiles.ofd;
import static org.shuqiao.routes.attachments.SampleFiles.pdf;
import static org.shuqiao.routes.attachments.SampleFiles.relations;
import static org.shuqiao.routes.attachments.SampleFiles.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileInspectorTest {
    @TempDir
    Path folder;

    private AttachmentType inspect(byte[] file) throws IOException, AttachmentRefused {
        Path path = Files.write(folder.resolve("file"), file);
        try (FileChannel channel = FileChannel.open(path)) {
            return new FileInspector().inspect(channel);
        }
    }

    private AttachmentFault fault(byte[] file) {
        return catchThrowableOfType(AttachmentRefused.class, () -> inspect(file))
                .fault();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** With the little-endian number at a place, counted from the first occurrence of a mark. */
    private static byte[] patched(byte[] file, int mark, int at, int value, int bytes) {
        byte[] changed = file.clone();
        ByteBuffer view = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        int from = IntStream.range(0, file.length - 3)
                .filter(i -> view.getInt(i) == mark)
                .findFirst()
                .orElseThrow();
        if (bytes == 2) {
            view.putShort(from + at, (short) value);
        } else {
            view.putInt(from + at, value);
        }
        return changed;
    }

    private static final int LOCAL = 0x04034B50;
    private static final int ENTRY = 0x02014B50;
    private static final int END = 0x06054B50;

    @Test
    void knowsEachTypeByWhatIsInIt() throws Exception {
        assertThat(inspect(pdf(""))).isEqualTo(AttachmentType.PDF);
        assertThat(inspect(SampleFiles.png(100_000))).isEqualTo(AttachmentType.PNG);
        assertThat(inspect(SampleFiles.jpeg())).isEqualTo(AttachmentType.JPEG);
        assertThat(inspect(zip(docx()))).isEqualTo(AttachmentType.DOCX);
        assertThat(inspect(zip(ofd()))).isEqualTo(AttachmentType.OFD);
        Map<String, byte[]> workbook = docx();
        workbook.put("[Content_Types].xml", SampleFiles.contentTypes(AttachmentType.XLSX.mediaType() + ".main+xml"));
        assertThat(inspect(zip(workbook))).isEqualTo(AttachmentType.XLSX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><script>alert(1)</script></html>",
                "<!DOCTYPE html>",
                "MZ\u0090\u0000",
                "\u007fELF",
                "#!/bin/sh\n",
                "Rar!\u001a\u0007\u0000",
                "GIF89a",
                "{\\rtf1}",
                "hello",
                "%!PS",
                " %PDF-1.7 %%EOF",
                "P"
            })
    void refusesWhatIsOnNoList(String file) {
        assertThat(fault(utf8(file))).isEqualTo(AttachmentFault.TYPE_UNKNOWN);
    }

    @Test
    void refusesOfficeFilesOfOldAndEncryptedOnesWhichLookLikeThem() {
        assertThat(fault(new byte[] {
                    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1, 0
                }))
                .isEqualTo(AttachmentFault.TYPE_UNKNOWN);
    }

    @Test
    void refusesAnArchiveThatIsNoDocument() {
        assertThat(fault(zip(Map.of("a.txt", utf8("a"))))).isEqualTo(AttachmentFault.TYPE_UNKNOWN);
        assertThat(fault(zip(Map.of("META-INF/MANIFEST.MF", utf8("a"))))).isEqualTo(AttachmentFault.TYPE_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/Encrypt 5 0 R                              | ENCRYPTED",
                "/#45ncrypt 5 0 R                            | ENCRYPTED",
                "/OpenAction <</S /JavaScript /JS (x)>>      | ACTIVE_CONTENT",
                "/OpenAction <</S/J#61vaScript/JS (x)>>      | ACTIVE_CONTENT",
                "/AA <</O <</S /Launch /F (cmd.exe)>> >>     | ACTIVE_CONTENT",
                "/Names <</EmbeddedFiles 7 0 R>>             | ACTIVE_CONTENT",
                "/Type/EmbeddedFile                          | ACTIVE_CONTENT"
            })
    void refusesPdfThatDoesMoreThanShow(String object, AttachmentFault fault) {
        assertThat(fault(pdf(object))).isEqualTo(fault);
    }

    @Test
    void findsANameThatLiesAcrossTwoReads() {
        byte[] filling = new byte[(64 << 10) - 4 - 9];
        Arrays.fill(filling, (byte) ' ');
        byte[] file = join("%PDF-1.4\n".getBytes(US_ASCII), filling, utf8("/JavaScript %%EOF"));

        assertThat(fault(file)).isEqualTo(AttachmentFault.ACTIVE_CONTENT);
    }

    @Test
    void isNotAfraidOfNamesThatOnlyBeginSo() throws Exception {
        assertThat(inspect(pdf("/EncryptMetadata false /JavaScriptless 1 /Launcher 2")))
                .isEqualTo(AttachmentType.PDF);
    }

    @Test
    void refusesWhatWasCutOff() {
        byte[] pdf = pdf("");
        byte[] png = SampleFiles.png(100);
        byte[] docx = zip(docx());
        assertThat(fault(Arrays.copyOf(pdf, pdf.length - 8))).isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(Arrays.copyOf(png, png.length - 1))).isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(Arrays.copyOf(docx, docx.length - 1))).isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(Arrays.copyOf(SampleFiles.jpeg(), 10))).isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(Arrays.copyOf(docx, 4))).isEqualTo(AttachmentFault.DAMAGED);
    }

    @Test
    void refusesWhatStandsBehindAnImage() {
        assertThat(fault(join(SampleFiles.png(1), utf8("<html>")))).isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(join(SampleFiles.jpeg(), zip(Map.of("a.class", utf8("a"))))))
                .isEqualTo(AttachmentFault.NESTED_ARCHIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "word/vbaProject.bin",
                "word/activeX/activeX1.xml",
                "word/embeddings/Worksheet1.xlsx",
                "xl/macrosheets/sheet1.xml",
                "word/embeddings/oleObject1.bin"
            })
    void refusesPartsThatAreProgramsOrFiles(String name) {
        assertThat(fault(zip(docx(), name, utf8("x")))).isEqualTo(AttachmentFault.ACTIVE_CONTENT);
    }

    @Test
    void refusesMacrosWhateverTheirPartIsCalled() {
        Map<String, byte[]> macros = docx();
        macros.put(
                "[Content_Types].xml",
                SampleFiles.contentTypes("application/vnd.ms-word.document.macroEnabled.main+xml"));
        assertThat(fault(zip(macros))).isEqualTo(AttachmentFault.ACTIVE_CONTENT);
    }

    @Test
    void refusesPartsThatAreFetchedFromElsewhereButNotLinks() throws Exception {
        String template = "<Relationship Type='urn/attachedTemplate' Target='http://x/t.dotm' TargetMode='External'/>";
        String link = "<Relationship Type='urn/hyperlink' Target='http://x/' TargetMode='External'/>";

        assertThat(fault(zip(docx(), "word/_rels/settings.xml.rels", relations(template))))
                .isEqualTo(AttachmentFault.ACTIVE_CONTENT);
        assertThat(inspect(zip(docx(), "word/_rels/document.xml.rels", relations(link))))
                .isEqualTo(AttachmentType.DOCX);
    }

    @Test
    void refusesArchivesAndProgramsWithin() {
        byte[] tar = new byte[600];
        System.arraycopy(utf8("ustar"), 0, tar, 257, 5);
        for (byte[] inner : new byte[][] {zip(Map.of("a", utf8("a"))), {0x1F, (byte) 0x8B, 8, 0}, tar}) {
            assertThat(fault(zip(docx(), "word/media/image1.png", inner))).isEqualTo(AttachmentFault.NESTED_ARCHIVE);
            assertThat(fault(zip(ofd(), "Doc_0/Res/a.bin", inner))).isEqualTo(AttachmentFault.NESTED_ARCHIVE);
        }
        assertThat(fault(zip(docx(), "word/media/image1.png", utf8("MZ\u0000"))))
                .isEqualTo(AttachmentFault.ACTIVE_CONTENT);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void refusesBombs() {
        assertThat(fault(zip(docx(), "word/media/zeros.bmp", new byte[8 << 20])))
                .isEqualTo(AttachmentFault.EXPANDS);
    }

    @Test
    void refusesAListOfPartsThatIsABombItself() {
        Map<String, byte[]> many = new LinkedHashMap<>(docx());
        for (int i = 0; i <= 10_000; i++) {
            many.put("word/" + i, new byte[0]);
        }
        assertThat(fault(zip(many))).isEqualTo(AttachmentFault.EXPANDS);
        byte[] spaces = new byte[5 << 20];
        Arrays.fill(spaces, (byte) ' ');
        assertThat(fault(zip(docx(), "word/_rels/a.rels", spaces))).isEqualTo(AttachmentFault.EXPANDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.xml",
                "/etc/passwd",
                "word\\document2.xml",
                "c:evil",
                "word/a\u0000.xml",
                "WORD/DOCUMENT.XML"
            })
    void refusesNamesThatLeadAstray(String name) {
        assertThat(fault(zip(docx(), name, utf8("x")))).isEqualTo(AttachmentFault.DAMAGED);
    }

    @Test
    void refusesEncryptedParts() {
        assertThat(fault(patched(zip(docx()), ENTRY, 8, 1, 2))).isEqualTo(AttachmentFault.ENCRYPTED);
    }

    @Test
    void refusesWhatTwoReadersWouldReadInTwoWays() {
        byte[] docx = zip(docx());
        assertThat(fault(patched(docx, LOCAL, 30, 'x', 2))).as("name").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, LOCAL, 8, 0, 2))).as("method").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, ENTRY, 10, 12, 2))).as("other method").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, ENTRY, 16, 7, 4))).as("sum").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, ENTRY, 24, 7, 4))).as("size").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, ENTRY, 20, -1, 4))).as("packed size").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, ENTRY, 42, 9999, 4))).as("place").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, END, 10, 1, 2))).as("count").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, END, 12, 1, 4))).as("directory").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(patched(docx, END, 4, 1, 2))).as("disk").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(join(docx, new byte[] {0}))).as("behind").isEqualTo(AttachmentFault.DAMAGED);
        assertThat(fault(join(zip(ofd()), docx))).as("in front").isEqualTo(AttachmentFault.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Types",
                "<!DOCTYPE Types [<!ENTITY a 'b'>]><Types>&a;</Types>",
                "<!DOCTYPE Types SYSTEM 'file:///etc/passwd'><Types/>",
                ""
            })
    void refusesXmlThatIsNone(String xml) {
        Map<String, byte[]> broken = docx();
        broken.put("[Content_Types].xml", utf8(xml));
        assertThat(fault(zip(broken))).isEqualTo(AttachmentFault.DAMAGED);
    }

    @Test
    void refusesADocumentOfTwoKinds() {
        Map<String, byte[]> both = docx();
        both.putAll(ofd());
        assertThat(fault(zip(both))).isEqualTo(AttachmentFault.DAMAGED);
        Map<String, byte[]> other = ofd();
        other.put("OFD.xml", utf8("<html/>"));
        assertThat(fault(zip(other))).isEqualTo(AttachmentFault.DAMAGED);
    }
}
