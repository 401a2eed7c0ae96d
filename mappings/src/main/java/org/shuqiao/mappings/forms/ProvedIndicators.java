package org.shuqiao.mappings.forms;

import org.shuqiao.mappings.RecordCheck;
import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;

/** Whether what a {@code proof_material} proves stands in a form. An indicator is named with its form, or not at all. */
public final class ProvedIndicators implements RecordCheck {

    private final Forms forms = Forms.load();

    @Override
    public String id() {
        return "proved-indicators";
    }

    @Override
    public void check(JsonNode record, ViolationList violations) {
        int index = 0;
        for (JsonNode proved : record.path("proves")) {
            check(proved, "/proves/" + index++, violations);
        }
    }

    private void check(JsonNode proved, String pointer, ViolationList violations) {
        JsonNode named = proved.path("form");
        JsonNode indicator = proved.path("indicator");
        if (named.isString()) {
            Form form = forms.find(named.stringValue());
            if (form == null) {
                violations.add(pointer + "/form", "FORM_UNKNOWN");
            } else if (indicator.isString() && !form.indicators().containsKey(indicator.stringValue())) {
                violations.add(pointer + "/indicator", "INDICATOR_UNKNOWN", form.source());
            }
        } else if (named.isMissingNode() && indicator.isString()) {
            violations.add(pointer + "/form", "REQUIRED");
        }
    }
}
