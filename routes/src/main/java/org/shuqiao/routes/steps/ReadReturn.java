package org.shuqiao.routes.steps;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.MalformedRecord;
import org.shuqiao.mappings.MarkedRecord;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.RowRefusal;
import org.shuqiao.routes.ledger.Uuid7;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a batch apart: <code>{"batchId":"…","rows":[{…},…]}</code>. Each row is validated against its dataset by itself; a row that
 * breaks a rule does not hold its neighbours up. All rows are for one center.
 */
public final class ReadReturn {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern BATCH_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern RECORD_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Datasets datasets;
    private final Uuid7 ids;

    public ReadReturn(Datasets datasets, Uuid7 ids) {
        this.datasets = datasets;
        this.ids = ids;
    }

    /** @throws Failure BAD_REQUEST where the body is no such batch */
    public ReturnedBatch<ReturnedRow.Received> read(AuthenticReturn call) {
        Dataset dataset = datasets.find(call.dataset()).orElseThrow();
        String text = text(call.body());
        Outline outline;
        try (JsonParser parser = JSON.createParser(text)) {
            outline = outline(parser, text);
        } catch (JacksonException notJson) {
            throw notABatch(); // its message would quote the body
        }
        requireOneCenter(outline.rows());
        return new ReturnedBatch<>(
                call,
                ids.next(),
                outline.batchId(),
                outline.rows().stream().map(row -> read(dataset, row)).toList());
    }

    /** The receipt names every row and stands in the evidence of each, where no other center's has a place. */
    private static void requireOneCenter(List<String> rows) {
        long centers = rows.stream()
                .map(row -> JSON.readTree(row).path("center_id"))
                .filter(center -> !center.isMissingNode())
                .distinct()
                .limit(2)
                .count();
        if (centers > 1) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("member", "center_id"));
        }
    }

    /** The rows as they stand in the body. */
    private record Outline(String batchId, List<String> rows) {}

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw notABatch();
        }
    }

    private static Outline outline(JsonParser parser, String text) {
        require(parser.nextToken() == JsonToken.START_OBJECT);
        String batchId = null;
        List<String> rows = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("batchId") && value == JsonToken.VALUE_STRING) {
                batchId = parser.getString();
            } else {
                require(name.equals("rows") && value == JsonToken.START_ARRAY);
                rows = rows(parser, text);
            }
        }
        require(parser.nextToken() == null);
        if (batchId == null || rows == null || rows.isEmpty()) {
            throw notABatch();
        }
        require(BATCH_ID.matcher(batchId).matches());
        return new Outline(batchId, rows);
    }

    private static List<String> rows(JsonParser parser, String text) {
        List<String> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT && rows.size() < Limits.RETURN_ROWS);
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            rows.add(text.substring(from, (int) parser.currentLocation().getCharOffset()));
        }
        return rows;
    }

    private static ReturnedBatch.Row<ReturnedRow.Received> read(Dataset dataset, String row) {
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        try {
            ReturnedRow.Received received = new ReturnedRow.Received(dataset.read(bytes), bytes);
            return new ReturnedBatch.Standing<>(
                    received.record().recordId(), received.record().version(), received);
        } catch (MarkedRecord grave) {
            return refused(row, RowRefusal.of(SealRecord.reason(grave.mark())));
        } catch (MalformedRecord malformed) {
            ObjectNode facts = JsonNodeFactory.instance
                    .objectNode()
                    .put("malformed", malformed.code().name());
            return refused(row, new RowRefusal(ReasonCode.MALFORMED_RECORD, facts));
        } catch (InvalidRecord invalid) {
            return refused(row, new RowRefusal(ReasonCode.INVALID_RECORD, violations(invalid)));
        }
    }

    private static ObjectNode violations(InvalidRecord invalid) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        ArrayNode violations = facts.putArray("violations");
        invalid.violations().stream().limit(Limits.RETURN_VIOLATIONS).forEach(violation -> violations
                .addObject()
                .put("pointer", violation.pointer())
                .put("rule", violation.rule()));
        return facts;
    }

    /** What cannot be an id stands in no receipt. */
    private static ReturnedBatch.Row<ReturnedRow.Received> refused(String row, RowRefusal refusal) {
        JsonNode json = JSON.readTree(row);
        String recordId = json.path("record_id").asString("");
        JsonNode version = json.path("version");
        return new ReturnedBatch.Refused<>(
                RECORD_ID.matcher(recordId).matches() ? recordId : "",
                version.isIntegralNumber() && version.canConvertToInt() ? version.intValue() : 0,
                refusal);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw notABatch();
        }
    }

    private static Failure notABatch() {
        return new Failure(FailureCode.BAD_REQUEST, Map.of("maxRows", Limits.RETURN_ROWS));
    }
}
