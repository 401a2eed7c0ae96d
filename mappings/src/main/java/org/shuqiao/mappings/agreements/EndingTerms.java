package org.shuqiao.mappings.agreements;

import java.util.List;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether what an agreement demands when permission ends can be done at all: a revocation that deletes, and the consent of enterprises. */
final class EndingTerms {
    private final Datasets datasets;

    EndingTerms(Datasets datasets) {
        this.datasets = datasets;
    }

    void check(ObjectNode agreement, ViolationList violations) {
        boolean consent = agreement.at("/subject_consent/required").asBoolean(false);
        if (!consent && !agreement.at("/subject_consent/consent_ids").isEmpty()) {
            violations.add("/subject_consent/consent_ids", "NEVER_ACTS");
        }
        if (agreement.path("direction").asString("").equals("out")) {
            told(agreement, consent, violations);
        }
        if (consent) {
            subjects(agreement, violations);
        }
    }

    /** What ends is told to the platform that got it; what came in is nowhere but with its center. */
    private static void told(ObjectNode agreement, boolean consent, ViolationList violations) {
        AgreementProfile.each(agreement.path("permission"), i -> "/permission/" + i, (pointer, permission) -> {
            if (permission.path("dataset").asString("").equals(Dataset.TAKE_DOWN)) {
                takeDown(pointer, permission, violations);
            }
        });
        boolean told = isPermitted(agreement, Dataset.TAKE_DOWN);
        if (agreement.at("/revocation/effect").asString("").equals("stop_and_delete") && !told) {
            violations.add("/revocation/effect", "TAKE_DOWN_NOT_PERMITTED");
        }
        if (consent && !told) {
            violations.add("/subject_consent/required", "TAKE_DOWN_NOT_PERMITTED");
        }
    }

    /** Of what must be gone, no quota, window or person may let the news wait. */
    private static void takeDown(String pointer, JsonNode permission, ViolationList violations) {
        for (String term : List.of("/quota", "/window")) {
            if (!permission.at(term).isMissingNode()) {
                violations.add(pointer + term, "TAKE_DOWN_HELD");
            }
        }
        AgreementProfile.each(permission.path("duties_pre"), i -> pointer + "/duties_pre/" + i, (at, duty) -> {
            if (duty.asString("").equals("human_approval")) {
                violations.add(at, "TAKE_DOWN_HELD");
            }
        });
    }

    /** The platform can only be told by a take-down; where none may leave, nobody would tell it. */
    private static boolean isPermitted(ObjectNode agreement, String dataset) {
        for (JsonNode permission : agreement.path("permission")) {
            if (permission.path("dataset").asString("").equals(dataset)) {
                return true;
            }
        }
        return false;
    }

    /** Whose consent is needed must be in the record. */
    private void subjects(ObjectNode agreement, ViolationList violations) {
        AgreementProfile.each(
                agreement.path("permission"), i -> "/permission/" + i + "/dataset", (pointer, permission) -> {
                    String id = permission.path("dataset").asString("");
                    Dataset dataset = datasets.find(id).orElse(null);
                    if (dataset != null
                            && !id.equals(Dataset.TAKE_DOWN)
                            && dataset.subject().isEmpty()) {
                        violations.add(pointer, "CONSENT_NOT_PROVABLE");
                    }
                });
    }
}
