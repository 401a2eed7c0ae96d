package org.shuqiao.routes.offline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.forms.Form;
import org.shuqiao.mappings.forms.Forms;
import org.shuqiao.mappings.forms.Indicator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payload as a page to be printed, with the platform's own labels, values and units, in its order. A filed form also gets the row
 * numbers and the words of its rules, as its source has them. What is empty stays empty: it is not a zero.
 */
final class PrintedForm {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <title>%1$s</title>
            <style>
            body { font-family: "SimSun", "Songti SC", "Noto Serif CJK SC", serif; margin: 2cm; }
            table { border-collapse: collapse; width: 100%%; }
            th, td { border: 1px solid #000; padding: 4px 8px; text-align: left; vertical-align: top; }
            .seal { margin-top: 3cm; text-align: right; }
            @media print { tr { page-break-inside: avoid; } }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            """;
    private static final String FOOT =
            """
            <p>编号：%s</p>
            <p class="seal">（单位公章）　　　　　　年　　月　　日</p>
            </body>
            </html>
            """;

    /** 12.50 is what was filed, and not 12.5. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Forms forms;

    PrintedForm(Forms forms) {
        this.forms = forms;
    }

    /**
     * @param title the platform's name of the dataset
     * @param bytes of the payload, which is JSON
     */
    byte[] print(String title, String key, byte[] bytes) {
        JsonNode payload = JSON.readTree(bytes);
        StringBuilder page = new StringBuilder(HEAD.formatted(escaped(title)));
        members(page, payload, filed(payload));
        return page.append(FOOT.formatted(escaped(key))).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @return null where none of its values is the number of a form */
    private @Nullable Form filed(JsonNode payload) {
        for (JsonNode value : payload) {
            Form form = value.isString() ? forms.find(value.stringValue()) : null;
            if (form != null) {
                return form;
            }
        }
        return null;
    }

    private static void members(StringBuilder page, JsonNode object, @Nullable Form form) {
        page.append("<table>\n");
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            page.append("<tr><th>").append(escaped(member.getKey())).append("</th><td>");
            value(page, member.getValue(), form);
            page.append("</td></tr>\n");
        }
        page.append("</table>\n");
    }

    private static void value(StringBuilder page, JsonNode value, @Nullable Form form) {
        if (value.isObject()) {
            members(page, value, form);
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
            rows(page, value, form);
        } else if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(one -> texts.add(escaped(text(one))));
            page.append(String.join("；", texts));
        } else {
            page.append(escaped(text(value)));
        }
    }

    private static void rows(StringBuilder page, JsonNode rows, @Nullable Form form) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> row.properties().forEach(member -> columns.add(member.getKey())));
        page.append("<table>\n<tr>").append(form == null ? "" : "<th>序号</th>");
        columns.forEach(column -> page.append("<th>").append(escaped(column)).append("</th>"));
        page.append(form == null ? "" : "<th>指标说明</th>").append("</tr>\n");
        for (JsonNode row : rows) {
            Indicator indicator = form == null ? null : indicator(row, form);
            page.append("<tr>");
            if (form != null) {
                page.append("<td>")
                        .append(indicator == null ? "" : indicator.row())
                        .append("</td>");
            }
            for (String column : columns) {
                page.append("<td>");
                value(page, row.path(column), form);
                page.append("</td>");
            }
            if (form != null) {
                page.append("<td>")
                        .append(indicator == null ? "" : escaped(rule(indicator)))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private static @Nullable Indicator indicator(JsonNode row, Form form) {
        for (JsonNode value : row) {
            Indicator indicator = value.isString() ? form.indicators().get(value.stringValue()) : null;
            if (indicator != null) {
                return indicator;
            }
        }
        return null;
    }

    private static String rule(Indicator indicator) {
        return indicator.asked().values().stream()
                .map(Indicator.Demand::rule)
                .distinct()
                .reduce((one, other) -> one + "；" + other)
                .orElse("");
    }

    private static String text(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue().toPlainString();
        }
        return value.asString("");
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
