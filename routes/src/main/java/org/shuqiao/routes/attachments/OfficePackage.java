package org.shuqiao.routes.attachments;

import static org.shuqiao.routes.attachments.AttachmentFault.ACTIVE_CONTENT;
import static org.shuqiao.routes.attachments.AttachmentFault.DAMAGED;
import static org.shuqiao.routes.attachments.AttachmentFault.EXPANDS;
import static org.shuqiao.routes.attachments.AttachmentFault.TYPE_UNKNOWN;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document that is a package of parts: DOCX and XLSX (ISO/IEC 29500-2) or OFD (GB/T 33190). Its type is what its own list of parts
 * says, not its file name. Macros, controls, embedded files and parts that are fetched from elsewhere are refused.
 */
final class OfficePackage {
    private static final String CONTENT_TYPES = "[content_types].xml";
    private static final String OFD = "ofd.xml";
    private static final String RELATIONS = ".rels";
    private static final int MOST_XML_BYTES = 4 << 20;
    private static final Map<String, AttachmentType> MAIN_PARTS = Map.of(
            AttachmentType.DOCX.mediaType() + ".main+xml", AttachmentType.DOCX,
            AttachmentType.XLSX.mediaType() + ".main+xml", AttachmentType.XLSX);
    private static final List<String> ACTIVE_PARTS =
            List.of("vbaproject", "/macrosheets/", "/activex/", "/embeddings/", "/ctrlprops/");
    private static final List<String> ACTIVE_TYPES =
            List.of("macroenabled", "vbaproject", "activex", "oleobject", "macrosheet", "controlproperties");

    private @Nullable AttachmentType type;
    private boolean hasContentTypes;

    private OfficePackage() {}

    static AttachmentType inspect(ZipDirectory zip) throws IOException, AttachmentRefused {
        OfficePackage document = new OfficePackage();
        for (ZipDirectory.Entry entry : zip.entries()) {
            document.read(zip, entry);
        }
        zip.unpack();
        AttachmentType type = document.type;
        if (type == null || document.hasContentTypes == (type == AttachmentType.OFD)) {
            throw new AttachmentRefused(TYPE_UNKNOWN);
        }
        return type;
    }

    private void read(ZipDirectory zip, ZipDirectory.Entry entry) throws IOException, AttachmentRefused {
        String name = "/" + entry.name().toLowerCase(Locale.ROOT);
        if (ACTIVE_PARTS.stream().anyMatch(name::contains)) {
            throw new AttachmentRefused(ACTIVE_CONTENT);
        }
        if (name.equals("/" + CONTENT_TYPES)) {
            hasContentTypes = true;
            XmlElements.read(xml(zip, entry), this::contentType);
        } else if (name.equals("/" + OFD)) {
            XmlElements.read(xml(zip, entry), this::ofd);
        } else if (name.endsWith(RELATIONS)) {
            XmlElements.read(xml(zip, entry), OfficePackage::relation);
        }
    }

    private static InputStream xml(ZipDirectory zip, ZipDirectory.Entry entry) throws IOException, AttachmentRefused {
        byte[] bytes = zip.first(entry, MOST_XML_BYTES + 1);
        if (bytes.length > MOST_XML_BYTES) {
            throw new AttachmentRefused(EXPANDS);
        }
        return new ByteArrayInputStream(bytes);
    }

    private void contentType(XmlElements.Element element) throws AttachmentRefused {
        String contentType = element.attribute("ContentType");
        String lower = contentType.toLowerCase(Locale.ROOT);
        if (ACTIVE_TYPES.stream().anyMatch(lower::contains)) {
            throw new AttachmentRefused(ACTIVE_CONTENT);
        }
        AttachmentType main = element.name().equals("Override") ? MAIN_PARTS.get(contentType) : null;
        if (main != null) {
            is(main);
        }
    }

    private void ofd(XmlElements.Element element) throws AttachmentRefused {
        if (element.isRoot()) {
            is(element.name().equals("OFD") ? AttachmentType.OFD : null);
        }
    }

    private void is(@Nullable AttachmentType found) throws AttachmentRefused {
        if (found == null || type != null) {
            throw new AttachmentRefused(DAMAGED);
        }
        type = found;
    }

    private static void relation(XmlElements.Element element) throws AttachmentRefused {
        boolean external = element.attribute("TargetMode").equals("External");
        if (external && !element.attribute("Type").endsWith("/hyperlink")) {
            throw new AttachmentRefused(ACTIVE_CONTENT);
        }
    }
}
