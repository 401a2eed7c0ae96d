package org.shuqiao.routes.attachments;

import static org.shuqiao.routes.attachments.AttachmentFault.DAMAGED;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the elements of a small XML document, one after the other. Nothing is fetched, and a document type is refused. */
final class XmlElements {
    private XmlElements() {}

    /** An element at which a reader stands. */
    static final class Element {
        private final XMLStreamReader reader;
        private final boolean root;

        private Element(XMLStreamReader reader, boolean root) {
            this.reader = reader;
            this.root = root;
        }

        boolean isRoot() {
            return root;
        }

        /** Without its prefix. */
        String name() {
            return reader.getLocalName();
        }

        /** Empty where there is none. */
        String attribute(String name) {
            String value = reader.getAttributeValue(null, name);
            return value == null ? "" : value;
        }
    }

    /** What is done at each element. */
    interface Visitor {
        void visit(Element element) throws AttachmentRefused;
    }

    static void read(InputStream xml, Visitor visitor) throws AttachmentRefused {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(xml);
            boolean root = true;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new AttachmentRefused(DAMAGED);
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    visitor.visit(new Element(reader, root));
                    root = false;
                }
            }
        } catch (XMLStreamException malformed) {
            throw new AttachmentRefused(DAMAGED);
        }
    }
}
