package org.shuqiao.mappings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A table of aggregates in the records of a dataset: an array of cells, each an object with its coordinates, the number of respondents
 * behind it, and figures about them. Where two tables have a coordinate of one name, one with it alone and one with two, the first is a
 * margin of the second.
 *
 * @param path of the array, a member of the record
 * @param row member with the first coordinate
 * @param column member with the second; null where there is only one
 * @param count member with the number of respondents
 * @param largestShare member with the share (%) of the largest respondent; null where there is none
 * @param values members with figures about the respondents
 * @param total path of the number of respondents of the whole table
 */
public record CellTable(
        String path,
        String row,
        @Nullable String column,
        String count,
        @Nullable String largestShare,
        List<String> values,
        String total) {
    /** The member of every cell that says that it is suppressed. Only the gateway writes it. */
    public static final String MARK = "suppressed";

    /** In one table; what protects cells is quadratic in the worst case. */
    static final int MOST_CELLS = 1_000;

    static List<CellTable> read(JsonNode tables, Map<String, Field> fields, JsonNode schema) {
        List<CellTable> read = new ArrayList<>();
        for (JsonNode json : tables) {
            List<String> values = new ArrayList<>();
            json.path("values").forEach(value -> values.add(value.stringValue()));
            CellTable table = new CellTable(
                    json.required("path").stringValue(),
                    json.required("row").stringValue(),
                    json.path("column").asString(null),
                    json.required("count").stringValue(),
                    json.path("largest_share").asString(null),
                    List.copyOf(values),
                    json.required("total").stringValue());
            table.check(fields, schema);
            read.forEach(table::checkBeside);
            read.add(table);
        }
        return List.copyOf(read);
    }

    /** Every member of a cell is declared, or what was suppressed could be read from another. */
    private void check(Map<String, Field> fields, JsonNode schema) {
        Set<String> declared = Stream.concat(coordinates().stream(), hidden().stream())
                .map(this::at)
                .collect(Collectors.toCollection(TreeSet::new));
        declared.add(markPath());
        Set<String> present = fields.keySet().stream()
                .filter(field -> field.startsWith(path + "/"))
                .collect(Collectors.toCollection(TreeSet::new));
        require(declared.equals(present), "does not declare each member of its cells once");
        require(fields.containsKey(total), "has no total");
        int most = schema.path("properties")
                .path(path.substring(1))
                .path("maxItems")
                .asInt(Integer.MAX_VALUE);
        require(most <= MOST_CELLS, "may have too many cells");
    }

    /** More than one table of two coordinates on one margin would be a system that nobody here solves. */
    private void checkBeside(CellTable other) {
        if (other.coordinates().stream().anyMatch(coordinates()::contains)) {
            require((column == null) != (other.column() == null), "shares a coordinate with another of its kind");
            require(total.equals(other.total()), "is a margin of another total");
        }
    }

    private void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new IllegalStateException("the table " + path + " " + otherwise);
        }
    }

    private List<String> coordinates() {
        return column == null ? List.of(row) : List.of(row, column);
    }

    /** The members of a cell that are gone where it is suppressed. */
    public List<String> hidden() {
        List<String> hidden = new ArrayList<>(values);
        hidden.add(count);
        if (largestShare != null) {
            hidden.add(largestShare);
        }
        return hidden;
    }

    /** Whether a field is one of those of a cell that are gone where it is suppressed. */
    public boolean hides(String field) {
        return hidden().stream().map(this::at).anyMatch(field::equals);
    }

    public String markPath() {
        return at(MARK);
    }

    private String at(String member) {
        return path + "/*/" + member;
    }
}
