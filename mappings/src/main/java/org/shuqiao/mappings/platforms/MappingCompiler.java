package org.shuqiao.mappings.platforms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CellTable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns the lines of a mapping file into a {@link Target}, and refuses every line that could go wrong later. */
final class MappingCompiler {

    private final Dataset dataset;
    private final LineRules rules;
    private final YamlFile file;
    private final TargetTree tree = new TargetTree();
    private final Set<String> targets = new HashSet<>();
    private final List<MappingLine> lines = new ArrayList<>();
    private final Set<String> conditions = new LinkedHashSet<>();

    /** @param ceilings the highest classes that the platform takes of the dataset */
    MappingCompiler(Dataset dataset, TransformCatalogue catalogue, YamlFile file, Set<FieldClass> ceilings) {
        this.dataset = dataset;
        this.rules = new LineRules(dataset, catalogue, ceilings);
        this.file = file;
    }

    /** @throws MappingRefused naming the line of the file */
    Target compile() {
        int number = 0;
        for (JsonNode line : file.json().required("fields")) {
            refusedAt("/fields/" + number++, () -> line(MappingLine.of(line)));
        }
        JsonNode watermark = file.json().path("watermark");
        if (!watermark.isMissingNode()) {
            refusedAt(
                    "/watermark",
                    () -> tree.put(watermark.required("to").stringValue(), List.of(), new Target.OfWatermark()));
        }
        refusedAt("/fields", this::checkTables);
        return tree.root();
    }

    /** The lines, once they are compiled. */
    List<MappingLine> lines() {
        return lines;
    }

    /** Paths in the dataset of what decides whether something is written. */
    Set<String> conditions() {
        return conditions;
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

    private void line(MappingLine line) {
        if (!targets.add(line.to())) {
            throw new MappingRefused(Reason.DUPLICATE_TARGET, line.to());
        }
        lines.add(line);
        List<List<String>> targetParts = TargetTree.parts(line.to());
        List<List<String>> arrays = new ArrayList<>();
        if (line.constant() != null) {
            tree.putConstant(line.to(), new Target.OfConstant(line.constant(), when(line, arrays)));
            return;
        }
        Source source = source(line, targetParts.size(), arrays);
        tree.put(line.to(), arrays, new Target.OfValue(source, when(line, arrays)));
    }

    /** @param arrays filled with the source arrays that the target's answer */
    private Source source(MappingLine line, int targetParts, List<List<String>> arrays) {
        line.sources().forEach(path -> rules.field(counted(path)));
        List<List<String>> parts = TargetTree.parts(counted(line.sources().get(0)));
        boolean reduced = line.count() != null
                || !line.where().isEmpty()
                || (line.join() != null && line.from().size() == 1);
        int kept = parts.size() - (reduced ? 2 : 1);
        if (kept != targetParts - 1) {
            throw new MappingRefused(Reason.ARRAYS_DIFFER, line.to());
        }
        arrays.addAll(parts.subList(0, kept));
        if (!reduced) {
            return line.join() == null
                    ? field(line, line.from().get(0), arrays)
                    : new Source.Joined(
                            line.from().stream()
                                    .map(path -> field(line, path, arrays))
                                    .toList(),
                            line.join());
        }
        List<List<String>> surrounding = parts.subList(0, kept + 1);
        Source.OfField field = field(line, counted(line.sources().get(0)), surrounding);
        if (dataset.tables().stream().anyMatch(table -> isOf(table, field.path()))) {
            throw new MappingRefused(Reason.SUPPRESSION_NOT_SHOWN, field.path());
        }
        Source.Elements elements = new Source.Elements(parts.get(kept), where(line, field.path()));
        if (line.count() != null) {
            return new Source.Count(elements, field);
        }
        return line.join() == null
                ? new Source.OfElement(elements, field)
                : new Source.JoinedElements(elements, field, line.join());
    }

    /** An array of scalars may be named by itself where its elements are counted. */
    private String counted(String path) {
        return dataset.field(path).isEmpty() && dataset.field(path + "/*").isPresent() ? path + "/*" : path;
    }

    private Source.OfField field(MappingLine line, String path, List<List<String>> arrays) {
        Field field = rules.field(path);
        List<List<String>> parts = TargetTree.parts(path);
        if (!parts.subList(0, parts.size() - 1).equals(arrays)) {
            throw new MappingRefused(Reason.ARRAYS_DIFFER, line.to());
        }
        Set<String> accepts = rules.accepts(line, field);
        List<Converter> converters = line.convert().stream()
                .map(json -> Converter.of(json, file.json().path("tables"), line.to()))
                .toList();
        if (line.count() == null) {
            rules.checkComplete(converters, field, accepts, line.to());
        }
        return new Source.OfField(parts.get(parts.size() - 1), path, accepts, converters, residueKind(field));
    }

    /** Conditions of elements, which name their members. */
    private List<Condition> where(MappingLine line, String from) {
        String elements = from.substring(0, from.lastIndexOf("/*") + 2);
        List<Condition> where = new ArrayList<>();
        line.where().forEach((member, values) -> {
            String path = elements + "/" + member;
            rules.checkCondition(path, values, line.to());
            conditions.add(path);
            where.add(new Condition(false, List.of(member.split("/", -1)), path, values));
        });
        return List.copyOf(where);
    }

    /** A condition is of the record, or of the very element that the line is about. */
    private @Nullable Condition when(MappingLine line, List<List<String>> arrays) {
        MappingLine.When when = line.when();
        if (when == null) {
            return null;
        }
        rules.checkCondition(when.path(), when.values(), line.to());
        List<List<String>> parts = TargetTree.parts(when.path());
        if (parts.size() > 1 && !parts.subList(0, parts.size() - 1).equals(arrays)) {
            throw new MappingRefused(Reason.ARRAYS_DIFFER, line.to());
        }
        conditions.add(when.path());
        return new Condition(parts.size() == 1, parts.get(parts.size() - 1), when.path(), when.values());
    }

    private void checkTables() {
        for (CellTable table : dataset.tables()) {
            boolean hides =
                    lines.stream().flatMap(line -> line.sources().stream()).anyMatch(table::hides);
            boolean marks = lines.stream().anyMatch(line -> line.from().contains(table.markPath()));
            boolean decides = conditions.stream().anyMatch(path -> isOf(table, path));
            if ((hides && !marks) || decides) {
                throw new MappingRefused(Reason.SUPPRESSION_NOT_SHOWN, table.path());
            }
        }
    }

    private static boolean isOf(CellTable table, String path) {
        return path.startsWith(table.path() + "/");
    }

    private static @Nullable FieldKind residueKind(Field field) {
        return field.kind() == FieldKind.NONE ? null : field.kind();
    }
}
