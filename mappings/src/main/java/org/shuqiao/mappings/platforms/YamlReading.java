package org.shuqiao.mappings.platforms;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.RecordLimits;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One pass over one file, event by event: a parser's own tree would follow aliases, take the last of two equal keys and forget the lines.
 */
final class YamlReading {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String name;
    private final Map<String, Integer> lines;
    private final ScalarResolver scalars = new JsonScalarResolver();
    private int values;

    /** @param lines filled with the line of each value, by its JSON pointer */
    YamlReading(String name, Map<String, Integer> lines) {
        this.name = name;
        this.lines = lines;
    }

    ObjectNode document(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        try {
            Event event = events.next();
            while (event.getEventId() == ID.StreamStart || event.getEventId() == ID.DocumentStart) {
                event = events.next();
            }
            JsonNode root = value(event, events, "", 1);
            events.next();
            if (events.next().getEventId() != ID.StreamEnd || !(root instanceof ObjectNode object)) {
                throw refused(Reason.MALFORMED, "", event);
            }
            return object;
        } catch (MarkedYamlEngineException notYaml) {
            // Its text quotes the file; the place says enough.
            throw new MappingRefused(Reason.NOT_YAML, "")
                    .at(name, notYaml.getProblemMark().map(Mark::getLine).orElse(0) + 1);
        } catch (YamlEngineException notYaml) {
            throw new MappingRefused(Reason.NOT_YAML, "").at(name, 1);
        }
    }

    private JsonNode value(Event event, Iterator<Event> events, String pointer, int level) {
        if (++values > YamlFile.VALUES) {
            throw refused(Reason.FILE_TOO_LONG, pointer, event);
        }
        lines.put(pointer, line(event));
        checkPlain(event, pointer);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, pointer);
        }
        if (event instanceof CollectionStartEvent) {
            if (level > YamlFile.NESTING_LEVELS) {
                throw refused(Reason.NESTED_TOO_DEEP, pointer, event);
            }
            return event instanceof MappingStartEvent ? object(events, pointer, level) : array(events, pointer, level);
        }
        throw refused(Reason.MALFORMED, pointer, event);
    }

    private ObjectNode object(Iterator<Event> events, String pointer, int level) {
        ObjectNode object = NODES.objectNode();
        for (Event event = events.next(); event.getEventId() != ID.MappingEnd; event = events.next()) {
            checkPlain(event, pointer);
            if (!(event instanceof ScalarEvent key)) {
                throw refused(Reason.MALFORMED, pointer, event);
            }
            String member = key.getValue();
            String below = pointer + "/" + member.replace("~", "~0").replace("/", "~1");
            if (object.has(member)) {
                throw refused(Reason.DUPLICATE_KEY, below, event);
            }
            object.set(member, value(events.next(), events, below, level + 1));
            lines.put(below, line(event));
        }
        return object;
    }

    private ArrayNode array(Iterator<Event> events, String pointer, int level) {
        ArrayNode array = NODES.arrayNode();
        for (Event event = events.next(); event.getEventId() != ID.SequenceEnd; event = events.next()) {
            array.add(value(event, events, pointer + "/" + array.size(), level + 1));
        }
        return array;
    }

    /** No aliases (which could form cycles, or blow up), no anchors, no types of somebody's language. */
    private void checkPlain(Event event, String pointer) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw refused(Reason.ALIAS, pointer, event);
        }
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        if (tag.isPresent()) {
            throw refused(Reason.MALFORMED, pointer, event);
        }
    }

    private JsonNode scalar(ScalarEvent scalar, String pointer) {
        String text = scalar.getValue();
        if (!scalar.isPlain()) {
            return NODES.stringNode(text);
        }
        Tag tag = scalars.resolve(text, true);
        if (tag.equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(text.equals("true"));
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(scalar, pointer) : NODES.stringNode(text);
    }

    private JsonNode number(ScalarEvent scalar, String pointer) {
        String text = scalar.getValue();
        try {
            if (text.length() <= RecordLimits.NUMBER_CHARACTERS) {
                BigDecimal number = new BigDecimal(text);
                if (number.scale() == 0) {
                    return text.length() <= 9 ? NODES.numberNode(number.intValue()) : whole(number);
                }
                if (Math.abs((long) number.scale()) <= RecordLimits.NUMBER_EXPONENT) {
                    return NODES.numberNode(number);
                }
            }
        } catch (NumberFormatException infinite) {
            // Falls through: YAML knows infinity, and numbers that are none; JSON and we do not.
        }
        throw refused(Reason.MALFORMED, pointer, scalar);
    }

    private static JsonNode whole(BigDecimal number) {
        return number.precision() <= 18
                ? NODES.numberNode(number.longValue())
                : NODES.numberNode(number.toBigInteger());
    }

    private MappingRefused refused(Reason reason, String pointer, Event event) {
        return new MappingRefused(reason, pointer).at(name, line(event));
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
