package org.shuqiao.mappings.platforms;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.PathTree;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.masking.ClassLineage;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;

/** What a line of a mapping may take from a record of a dataset. */
final class LineRules {

    private static final String RAW = "raw";
    /** Numbers of a wider range are no codes. */
    private static final int MOST_CODES = 1_000;

    private final Dataset dataset;
    private final JsonNode schema;
    private final TransformCatalogue catalogue;
    private final Set<FieldClass> ceilings;

    /** @param ceilings the highest classes that the platform takes of the dataset */
    LineRules(Dataset dataset, TransformCatalogue catalogue, Set<FieldClass> ceilings) {
        this.dataset = dataset;
        this.schema = Resources.JSON.readTree(dataset.schema());
        this.catalogue = catalogue;
        this.ceilings = ceilings;
    }

    Field field(String path) {
        return dataset.field(path).orElseThrow(() -> new MappingRefused(Reason.UNKNOWN_PATH, path));
    }

    /** The transforms that a line accepts for one of its fields. */
    Set<String> accepts(MappingLine line, Field field) {
        for (String name : line.accepts()) {
            TransformCatalogue.Named transform =
                    catalogue.find(name).orElseThrow(() -> new MappingRefused(Reason.UNKNOWN_TRANSFORM, field.path()));
            if (name.equals("drop")) {
                throw new MappingRefused(Reason.READS_DROPPED, field.path());
            }
            ClassLineage lineage =
                    ClassLineage.of(field.path(), field.fieldClass(), transform.name(), line.to(), catalogue);
            if (transform.isRaw() && field.fieldClass().neverRaw()) {
                throw new MappingRefused(Reason.NEVER_RAW, lineage, "");
            }
            if (!lineage.isWithinOneOf(ceilings)) {
                throw new MappingRefused(Reason.ABOVE_CEILING, lineage, " > " + new TreeSet<>(ceilings));
            }
        }
        return Set.copyOf(line.accepts());
    }

    /**
     * A condition shows, by what is written or not, what the field says. So it reads none that never gets here as it is, and asks for
     * nothing that the field cannot be.
     */
    void checkCondition(String path, Set<String> values, String to) {
        Field field = field(path);
        ClassLineage lineage = ClassLineage.of(path, field.fieldClass(), RAW, to, catalogue);
        if (field.fieldClass().neverRaw() || !lineage.isWithinOneOf(ceilings)) {
            throw new MappingRefused(Reason.READS_DROPPED, path);
        }
        Set<String> possible = possibleCodes(RAW, field);
        if (!possible.isEmpty() && !possible.containsAll(values)) {
            throw new MappingRefused(Reason.UNKNOWN_CODE, path);
        }
    }

    /** A code without an entry would stop a transfer one day; where the possible codes are known, it stops the start instead. */
    void checkComplete(List<Converter> converters, Field field, Set<String> accepts, String to) {
        if (converters.isEmpty() || !(converters.get(0) instanceof Converter.Table table)) {
            return;
        }
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
        } else if (transform.equals(RAW)) {
            JsonNode fieldSchema = schemaOf(field.path());
            fieldSchema.path("enum").forEach(code -> codes.add(code.asString()));
            if (fieldSchema.path("type").asString("").equals("boolean")) {
                codes.addAll(List.of("true", "false"));
            }
            JsonNode least = fieldSchema.path("minimum");
            JsonNode most = fieldSchema.path("maximum");
            if (fieldSchema.path("type").asString("").equals("integer") && least.isNumber() && most.isNumber()) {
                long from = least.longValue();
                long to = most.longValue();
                for (long i = from; to - from < MOST_CODES && i <= to; i++) {
                    codes.add(Long.toString(i));
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
}
