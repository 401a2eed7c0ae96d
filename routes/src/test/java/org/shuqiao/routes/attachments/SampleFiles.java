package org.shuqiao.routes.attachments;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The smallest files of each type, and what makes others of them. */
public final class SampleFiles {
    private static final String DOCX = AttachmentType.DOCX.mediaType() + ".main+xml";

    private SampleFiles() {}

    public static byte[] pdf(String objects) {
        return ("%PDF-1.7\n1 0 obj\n<</Type /Catalog " + objects
                        + ">>\nendobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n")
                .getBytes(US_ASCII);
    }

    static byte[] png(int filling) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(png, "IHDR", new byte[13]);
        chunk(png, "IDAT", new byte[filling]);
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String name, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(US_ASCII));
        sum.update(content);
        png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        png.writeBytes(name.getBytes(US_ASCII));
        png.writeBytes(content);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    static byte[] jpeg() {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE0, 0, 4, 1, 2});
        jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xDB, 0, 3, 9});
        jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 2, 5, 6, 7, (byte) 0xFF, (byte) 0xD9});
        return jpeg.toByteArray();
    }

    /** The parts of a document with one page. */
    static Map<String, byte[]> docx() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", contentTypes(DOCX));
        parts.put(
                "_rels/.rels", relations("<Relationship Id='r1' Type='…/officeDocument' Target='word/document.xml'/>"));
        parts.put("word/document.xml", "<w:document xmlns:w='urn:w'><w:p>证明</w:p></w:document>".getBytes(UTF_8));
        return parts;
    }

    static byte[] contentTypes(String main) {
        return ("<?xml version='1.0' encoding='UTF-8'?><Types xmlns='urn:ct'><Default Extension='xml' ContentType='application/xml'/>"
                        + "<Override PartName='/main.xml' ContentType='" + main + "'/></Types>")
                .getBytes(UTF_8);
    }

    static byte[] relations(String relations) {
        return ("<Relationships xmlns='urn:r'>" + relations + "</Relationships>").getBytes(UTF_8);
    }

    static Map<String, byte[]> ofd() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("OFD.xml", "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016' DocType='OFD'/>".getBytes(UTF_8));
        parts.put("Doc_0/Document.xml", "<ofd:Document xmlns:ofd='http://www.ofdspec.org/2016'/>".getBytes(UTF_8));
        return parts;
    }

    static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> parts, String name, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(parts);
        more.put(name, content);
        return zip(more);
    }
}
