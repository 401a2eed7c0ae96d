package org.shuqiao.routes.sftp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.platforms.Collected;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A result file: {@code {"batchId":"…","rows":[{"key","code"}, {"key","receipt","signature"}]}}. */
final class ResultFile {
    private static final int MAX_ROWS = 10_000;
    private static final int MAX_CODE_CHARS = 64;
    private static final int MAX_KEY_CHARS = 64;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final PlatformDescriptor.Receipt members;

    ResultFile(PlatformDescriptor.Receipt members) {
        this.members = members;
    }

    /** @return null where it has not this form */
    @Nullable List<Collected.Row> read(byte[] bytes) {
        JsonNode rows;
        try {
            rows = JSON.readTree(bytes).path("rows");
        } catch (JacksonException notJson) {
            return null;
        }
        if (!rows.isArray() || rows.size() > MAX_ROWS) {
            return null;
        }
        List<Collected.Row> read = new ArrayList<>();
        for (JsonNode row : rows) {
            String key = row.path("key").asString("");
            String code = row.path("code").asString("");
            if (key.isEmpty() || key.length() > MAX_KEY_CHARS || code.length() > MAX_CODE_CHARS) {
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
