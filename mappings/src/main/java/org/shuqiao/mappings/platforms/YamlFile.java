package org.shuqiao.mappings.platforms;

import java.util.HashMap;
import java.util.Map;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of data that people write: YAML 1.2 with the values of JSON, read once and only if there is exactly one way to read it. So it
 * is UTF-8 without a byte order mark, one document, without aliases, anchors and tags, and no member stands twice. JSON is such a file.
 */
public final class YamlFile {

    /** The longest file there is a use for. */
    public static final int BYTES = 1 << 18;

    static final int NESTING_LEVELS = 16;
    static final int VALUES = 20_000;

    private final String name;
    private final ObjectNode json;
    private final Map<String, Integer> lines;

    private YamlFile(String name, ObjectNode json, Map<String, Integer> lines) {
        this.name = name;
        this.json = json;
        this.lines = lines;
    }

    /**
     * @param name for refusals, for example {@code qingdao/descriptor.yaml}
     * @throws MappingRefused naming file and line
     */
    public static YamlFile read(String name, byte[] source) {
        if (source.length > BYTES) {
            throw new MappingRefused(Reason.FILE_TOO_LONG, "").at(name, 1);
        }
        Map<String, Integer> lines = new HashMap<>();
        ObjectNode json = new YamlReading(name, lines).document(YamlText.of(name, source));
        return new YamlFile(name, json, lines);
    }

    /** A file of this kind on the class path. */
    public static YamlFile resource(String name) {
        return read(name, Resources.bytes(name));
    }

    public String name() {
        return name;
    }

    /** What the file says. Not copied: who changes it changes it for all. */
    public ObjectNode json() {
        return json;
    }

    /** The line on which a member or an element starts; of what surrounds it, where there is no such thing. */
    public int line(String pointer) {
        String known = pointer;
        while (!known.isEmpty() && !lines.containsKey(known)) {
            known = known.substring(0, known.lastIndexOf('/'));
        }
        return lines.getOrDefault(known, 1);
    }
}
