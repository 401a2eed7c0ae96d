package org.shuqiao.mappings.platforms;

import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;

/** Refusals of a platform's data in both languages, from {@code messages/platforms.json}. */
public final class MappingWords {

    private final JsonNode words = Resources.json("messages/platforms.json");

    public Finding finding(MappingRefused refused) {
        return new Finding(
                refused.file(),
                refused.line(),
                refused.reason().name(),
                refused.path(),
                text(refused, "zh"),
                text(refused, "en"));
    }

    /** @param language {@code zh} or {@code en} */
    String text(MappingRefused refused, String language) {
        String text = words.required(refused.reason().name()).required(language).stringValue();
        String said = text.replace("{path}", refused.path()).replace("{detail}", refused.detail());
        return refused.reason() == Reason.MALFORMED && refused.detail().isEmpty()
                ? said.substring(0, said.length() - (language.equals("zh") ? 1 : 2))
                : said;
    }
}
