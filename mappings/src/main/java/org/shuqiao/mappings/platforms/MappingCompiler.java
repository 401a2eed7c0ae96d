package org.shuqiao.mappings.platforms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.PathTree;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.masking.ClassLineage;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns the lines of a mapping file into a {@link Target}, and refuses every line that could go wrong later. */
final class MappingCompiler {

    private final Dataset dataset;
    private final JsonNode schema;
    private final TransformCatalogue catalogue;
    private final YamlFile file;
    private final JsonNode tables;
    private final Set<FieldClass> ceilings;
    private final Target.OfObject root = new Target.OfObject();
    private final Set<String> targets = new HashSet<>();

    /** @param ceilings the highest classes that the platform takes of the dataset */
    MappingCompiler(Dataset dataset, TransformCatalogue catalogue, YamlFile file, Set<FieldClass> ceilings) {
        this.dataset = dataset;
        this.schema = Resources.JSON.readTree(dataset.schema());
        this.catalogue = catalogue;
        this.file = file;
        this.tables = file.json().path("tables");
        this.ceilings = ceilings;
    }

    /** @throws MappingRefused naming the line of the file */
    Target compile() {
        int number = 0;
        for (JsonNode line : file.json().required("fields")) {
            refusedAt("/fields/" + number++, () -> line(line));
        }
        JsonNode watermark = file.json().path("watermark");
        if (!watermark.isMissingNode()) {
            refusedAt("/watermark", () -> watermark(watermark.required("to").stringValue()));
        }
        return root;
    }

    private void refusedAt(String pointer, Runnable part) {
        try {
            part.run();
        } catch (MappingRefused refused) {
            throw refused.at(file.name(), file.line(pointer));
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw new MappingRefused(Reason.MALFORMED, pointer).at(file.name(), file.line(pointer));
        }
    }

    private void watermark(String to) {
        List<List<String>> parts = parts(to);
        List<String> names = parts.get(0);
        if (parts.size() > 1) {
            throw new MappingRefused(Reason.ARRAYS_DIFFER, to);
        }
        Target.OfObject object = root;
        for (String name : names.subList(0, names.size() - 1)) {
            object = object(object, name, to);
        }
        put(object, names.get(names.size() - 1), new Target.OfWatermark(), to);
    }

    private void line(JsonNode line) {
        String to = line.required("to").stringValue();
        String from = line.required("from").stringValue();
        Field field = dataset.field(from).orElseThrow(() -> new MappingRefused(Reason.UNKNOWN_PATH, from));
        if (!targets.add(to)) {
            throw new MappingRefused(Reason.DUPLICATE_TARGET, to);
        }
        Set<String> accepts = accepts(line, field, to);
        List<Converter> converters = new ArrayList<>();
        line.path("convert").forEach(json -> converters.add(Converter.of(json, tables, to)));
        if (!converters.isEmpty() && converters.get(0) instanceof Converter.Table table) {
            checkComplete(table, field, accepts, to);
        }
        place(to, from, field, accepts, List.copyOf(converters));
    }

    private Set<String> accepts(JsonNode line, Field field, String to) {
        Set<String> accepts = new LinkedHashSet<>();
        for (JsonNode name : line.required("accepts")) {
            TransformCatalogue.Named transform = catalogue
                    .find(name.stringValue())
                    .orElseThrow(() -> new MappingRefused(Reason.UNKNOWN_TRANSFORM, field.path()));
            ClassLineage lineage = ClassLineage.of(field.path(), field.fieldClass(), transform.name(), to, catalogue);
            if (transform.isRaw() && field.fieldClass().neverRaw()) {
                throw new MappingRefused(Reason.NEVER_RAW, lineage, "");
            }
            if (!lineage.isWithinOneOf(ceilings)) {
                throw new MappingRefused(Reason.ABOVE_CEILING, lineage, " > " + new TreeSet<>(ceilings));
            }
            accepts.add(transform.name());
        }
        if (accepts.isEmpty()) {
            throw new MappingRefused(Reason.MALFORMED, field.path());
        }
        return Set.copyOf(accepts);
    }

    /** A code without an entry would stop a transfer one day; where the possible codes are known, it stops the start instead. */
    private void checkComplete(Converter.Table table, Field field, Set<String> accepts, String to) {
        for (String transform : accepts) {
            if (!table.codes().keySet().containsAll(possibleCodes(transform, field))) {
                throw new MappingRefused(Reason.TABLE_INCOMPLETE, to);
            }
        }
    }

    private Set<String> possibleCodes(String transform, Field field) {
        Set<String> codes = new LinkedHashSet<>();
        if (transform.startsWith("band:")) {
            catalogue.ladder(transform.substring("band:".length())).ifPresent(ladder -> ladder.bands()
                    .forEach(band -> codes.add(band.code())));
        } else if (transform.equals("raw")) {
            JsonNode fieldSchema = schemaOf(field.path());
            fieldSchema.path("enum").forEach(code -> codes.add(code.asString()));
            if (fieldSchema.path("type").asString("").equals("integer")) {
                for (int i = fieldSchema.path("minimum").intValue(1);
                        i <= fieldSchema.path("maximum").intValue(0);
                        i++) {
                    codes.add(BigDecimal.valueOf(i).toPlainString());
                }
            }
        }
        return codes;
    }

    private JsonNode schemaOf(String path) {
        JsonNode node = schema;
        for (String segment : PathTree.segments(path)) {
            node = segment.equals("*")
                    ? node.path("items")
                    : node.path("properties").path(segment);
        }
        return node;
    }

    /** Hangs a value into the tree; every {@code *} of the target answers the {@code *} at the same rank of the source. */
    private void place(String to, String from, Field field, Set<String> accepts, List<Converter> converters) {
        List<List<String>> targetParts = parts(to);
        List<List<String>> sourceParts = parts(from);
        if (targetParts.size() != sourceParts.size()) {
            throw new MappingRefused(Reason.ARRAYS_DIFFER, to);
        }
        Target.OfObject object = root;
        int last = targetParts.size() - 1;
        Target leaf = new Target.OfValue(sourceParts.get(last), from, accepts, converters, residueKind(field));
        for (int i = 0; i <= last; i++) {
            List<String> names = targetParts.get(i);
            if (names.isEmpty()) {
                throw new MappingRefused(Reason.MALFORMED, to);
            }
            for (String name : names.subList(0, names.size() - 1)) {
                object = object(object, name, to);
            }
            String name = names.get(names.size() - 1);
            if (i == last) {
                put(object, name, leaf, to);
            } else if (i == last - 1 && targetParts.get(last).isEmpty()) {
                put(object, name, new Target.OfArray(sourceParts.get(i), leaf), to);
                return;
            } else {
                object = array(object, name, sourceParts.get(i), to);
            }
        }
    }

    private static void put(Target.OfObject object, String name, Target target, String to) {
        if (object.members().put(name, target) != null) {
            throw new MappingRefused(Reason.DUPLICATE_TARGET, to);
        }
    }

    private static Target.OfObject object(Target.OfObject parent, String name, String to) {
        Target present = parent.members().computeIfAbsent(name, n -> new Target.OfObject());
        if (present instanceof Target.OfObject object) {
            return object;
        }
        throw new MappingRefused(Reason.DUPLICATE_TARGET, to);
    }

    private static Target.OfObject array(Target.OfObject parent, String name, List<String> source, String to) {
        Target present = parent.members().computeIfAbsent(name, n -> new Target.OfArray(source, new Target.OfObject()));
        if (present instanceof Target.OfArray array && array.element() instanceof Target.OfObject element) {
            if (array.names().equals(source)) {
                return element;
            }
            throw new MappingRefused(Reason.ARRAYS_DIFFER, to);
        }
        throw new MappingRefused(Reason.DUPLICATE_TARGET, to);
    }

    private static @Nullable FieldKind residueKind(Field field) {
        return field.kind() == FieldKind.NONE ? null : field.kind();
    }

    /** {@code /a/b/*}{@code /c} as [[a, b], [c]]; a path that ends in {@code *} has an empty last part. */
    private static List<List<String>> parts(String path) {
        List<List<String>> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (String segment : PathTree.segments(path)) {
            if (segment.equals("*")) {
                parts.add(List.copyOf(part));
                part = new ArrayList<>();
            } else {
                part.add(segment);
            }
        }
        parts.add(List.copyOf(part));
        return parts;
    }
}
