package org.shuqiao.mappings.platforms;

import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;

/** Refusals of a platform's data in both languages, from {@code messages/platforms.json}. */
public final class MappingWords {

    private final JsonNode words = Resources.json("messages/platforms.json");

    public Finding finding(MappingRefused refused) {
        return finding(refused.reason(), refused.file(), refused.line(), refused.path(), refused.detail());
    }

    /** @param detail what the words have a place for beside the path */
    public Finding finding(Reason reason, String file, int line, String path, String detail) {
        JsonNode both = words.required(reason.name());
        return new Finding(
                file, line, reason.name(), path, text(both, "zh", path, detail), text(both, "en", path, detail));
    }

    /** Without a detail a sentence ends before the colon that would lead to it. */
    private static String text(JsonNode both, String language, String path, String detail) {
        String text = both.required(language).stringValue().replace("{path}", path);
        return detail.isEmpty()
                ? text.replace("：{detail}", "").replace(": {detail}", "")
                : text.replace("{detail}", detail);
    }
}
