package org.shuqiao.routes.platforms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a platform says of many transfers at once: {@code {"rows":[{"key","code"}, {"key","receipt","signature"}]}}, where the names of
 * receipt and signature are those of the platform's description.
 */
public final class ResultDocument {
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_CHARS = 64;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final PlatformDescriptor.Receipt members;

    public ResultDocument(PlatformDescriptor.Receipt members) {
        this.members = members;
    }

    /** @return null where it has not this form */
    public @Nullable List<Collected.Row> read(byte[] bytes) {
        JsonNode rows;
        try {
            rows = JSON.readTree(bytes).path("rows");
        } catch (JacksonException notJson) {
            return null;
        }
        if (!rows.isArray() || rows.isEmpty() || rows.size() > MAX_ROWS) {
            return null;
        }
        List<Collected.Row> read = new ArrayList<>();
        for (JsonNode row : rows) {
            String key = row.path("key").asString("");
            String code = row.path("code").asString("");
            if (key.isEmpty() || key.length() > MAX_CHARS || code.length() > MAX_CHARS) {
                return null;
            }
            read.add(new Collected.Row(
                    key,
                    code,
                    row.path(members.receiptMember()).asString(""),
                    row.path(members.signatureMember()).asString("")));
        }
        return read;
    }
}
