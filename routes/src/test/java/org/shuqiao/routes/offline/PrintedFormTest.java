package org.shuqiao.routes.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.forms.Form;
import org.shuqiao.mappings.forms.Forms;
import org.shuqiao.mappings.forms.Indicator;

/** A payload on paper: what was filed, as it was filed. */
class PrintedFormTest {
    private static final Forms FORMS = Forms.load();

    private static String printed(String payload) {
        return new String(new PrintedForm(FORMS).print("评价数据表", "the key", payload.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void aFiledFormHasItsRowNumbersAndTheWordsOfItsRules() {
        Form form = FORMS.all().iterator().next();
        Indicator indicator = form.indicators().values().stream()
                .filter(one -> one.asked().values().stream()
                        .anyMatch(demand -> !demand.rule().isBlank()))
                .findFirst()
                .orElseThrow();
        String rule = indicator.asked().values().iterator().next().rule();

        String page = printed(
                """
                {"表号": "%s", "数据": [{"指标代码": "%s", "数据值": 12.50, "计量单位": "万元"}]}
                """
                        .formatted(form.id(), indicator.id()));

        assertThat(page)
                .contains("<td>" + indicator.row() + "</td>")
                .contains("<td>12.50</td>")
                .contains("<td>万元</td>")
                .contains(rule.substring(0, Math.min(4, rule.length())))
                .contains("the key")
                .contains("单位公章");
    }

    @Test
    void whatIsEmptyIsNoZero() {
        assertThat(printed("{\"a\": null, \"b\": 0}"))
                .contains("<tr><th>a</th><td></td></tr>")
                .contains("<tr><th>b</th><td>0</td></tr>");
    }

    @Test
    void whatACenterHasWrittenIsTextAndNoMarkup() {
        assertThat(printed("{\"<script>\": [\"<img src=x onerror='1'>\", \"&\"]}"))
                .contains("&lt;script&gt;")
                .contains("&lt;img src=x onerror=&#39;1&#39;&gt;；&amp;")
                .doesNotContain("<script>")
                .doesNotContain("<img");
    }
}
