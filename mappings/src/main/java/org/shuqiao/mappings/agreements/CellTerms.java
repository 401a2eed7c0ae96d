package org.shuqiao.mappings.agreements;

import java.util.Optional;
import org.shuqiao.mappings.CellTable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.ViolationList;
import org.shuqiao.mappings.masking.CellRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether what an agreement says about tables of aggregates can act: a smallest count that is not below ours, and a mark by which a
 * suppressed cell is known.
 */
final class CellTerms {
    private final Datasets datasets;
    private final int least;

    /** @param standard what holds for every table, whatever is agreed */
    CellTerms(Datasets datasets, CellRule standard) {
        this.datasets = datasets;
        this.least = standard.smallest();
    }

    void check(ObjectNode agreement, ViolationList violations) {
        if (!agreement.path("direction").asString("").equals("out")) {
            return;
        }
        AgreementProfile.each(agreement.path("permission"), i -> "/permission/" + i, (pointer, permission) -> {
            Optional<Dataset> dataset = datasets.find(permission.path("dataset").asString(""));
            dataset.ifPresent(known -> {
                duties(known, permission.path("duties_pre"), pointer + "/duties_pre/", violations);
                known.tables().forEach(table -> marks(table, permission.path("fields"), pointer, violations));
            });
        });
    }

    private void duties(Dataset dataset, JsonNode duties, String pointer, ViolationList violations) {
        AgreementProfile.each(duties, i -> pointer + i, (at, duty) -> {
            String text = duty.asString("");
            if (!text.matches("k_min:[1-9][0-9]{0,5}(:block)?")) {
                return; // Another duty, or the schema has said so.
            }
            if (dataset.tables().isEmpty()) {
                violations.add(at, "DATASET_WITHOUT_TABLES");
            } else if (CellRule.smallest(text) < least) {
                violations.add(at, "BELOW_MINIMUM", Integer.toString(least));
            }
        });
    }

    /** Who receives figures of a table must be able to tell one that was left out from one that never was. */
    private static void marks(CellTable table, JsonNode fields, String pointer, ViolationList violations) {
        boolean told = fields.valueStream().anyMatch(field -> table.hides(path(field)));
        boolean marked = fields.valueStream()
                .anyMatch(field -> path(field).equals(table.markPath())
                        && field.path("transform").asString("").equals("raw"));
        if (told && !marked) {
            violations.add(pointer + "/fields", "SUPPRESSION_NOT_LISTED", table.markPath());
        }
    }

    private static String path(JsonNode field) {
        return field.path("path").asString("");
    }
}
