package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.node.ObjectNode;

/** Qingdao as if it were reached in other ways. */
class TransportTest {
    private static final String SFTP =
            """
            {"kind": "sftp", "maxRows": 20, "maxBytes": 1000000, "dataFolder": "/in", "resultFolder": "/out"}
            """;
    private static final String JMS =
            """
            {"kind": "jms", "maxRows": 20, "maxBytes": 4194304, "address": "shuqiao.in", "replyAddress": "shuqiao.out"}
            """;
    private static final String TABLE =
            """
            {"kind": "exchange-table", "maxRows": 20, "table": "share.t_exchange",
             "columns": {"key": "transfer_id", "bizPk": "biz_pk", "batchId": "batch_id", "op": "op", "opTime": "op_time",
                         "rowHash": "row_hash", "dataset": "dataset", "content": "content", "statement": "stmt",
                         "signature": "stmt_sign", "collected": "collected", "syncFlag": "sync_flag", "errCode": "err_code",
                         "errMsg": "err_msg", "retry": "retry", "receipt": "receipt", "receiptSignature": "receipt_sign",
                         "/HDMC": "hdmc"}}
            """;

    private static ObjectNode laidDown(String transport) {
        ObjectNode json = YamlFile.resource("platforms/qingdao/descriptor.yaml").json();
        json.set("transport", Resources.JSON.readTree(transport));
        json.putNull("call").putNull("clock");
        json.set(
                "statement",
                Resources.JSON.readTree(
                        """
                        {"carrier": "body", "members": {"statement": "statement", "signature": "signature"},
                         "signature": {"form": "der", "userId": "1234567812345678"}}
                        """));
        json.set(
                "results",
                Resources.JSON.readTree(
                        """
                        {"codes": {}, "httpStatus": {},
                         "rows": {"0": "OK", "1001": "DUPLICATE", "4000": "SCHEMA", "4090": "REJECT", "5030": "RETRY"}}
                        """));
        json.putObject("collect").put("everyMs", 100).put("patienceMs", 600_000);
        return json;
    }

    private static PlatformDescriptor read(ObjectNode json) {
        return Platforms.descriptor(Resources.JSON.writeValueAsBytes(json));
    }

    @Test
    void readsEachThatIsLaidDown() {
        assertThat(read(laidDown(SFTP)).transport()).isEqualTo(new Transport.Sftp(20, 1_000_000, "/in", "/out"));
        assertThat(read(laidDown(JMS)).transport())
                .isEqualTo(new Transport.Jms(20, 4 << 20, "shuqiao.in", "shuqiao.out"));
        PlatformDescriptor table = read(laidDown(TABLE));
        assertThat(table.transport())
                .isInstanceOfSatisfying(Transport.ExchangeTable.class, exchange -> assertThat(exchange.columns())
                        .containsEntry("syncFlag", "sync_flag"));
        assertThat(table.call()).isEmpty();
        assertThat(table.encrypts()).isFalse();
        assertThat(table.collect()).hasValue(new PlatformDescriptor.Collect(100, 600_000));
    }

    /** People bring what such a platform says, so nothing is collected and there are no codes. */
    @Test
    void readsWhatIsCarried() {
        ObjectNode json = laidDown("{\"kind\": \"offline\", \"maxRows\": 20, \"maxBytes\": 1000000}");
        json.putNull("collect").withObject("/results").putObject("rows");
        assertThat(read(json).transport()).isEqualTo(new Transport.Offline(20, 1_000_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"maxRows\": 20 | \"maxRows\": 0",
                "share.t_exchange | share.t;drop",
                "share.t_exchange | a.b.c",
                "share.t_exchange | ``",
                "\"biz_pk\" | \"biz pk\"",
                "\"biz_pk\" | \"BATCH_ID\"",
                "\"bizPk\": \"biz_pk\", | ``",
                "\"biz_pk\" | \"a_name_that_no_old_database_would_take\"",
                "\"biz_pk\" | \"业务主键\"",
                "/HDMC | HDMC",
                "\"hdmc\" | \"biz_pk\""
            })
    void refusesATableThatCannotBe(String part, String wrong) {
        assertThat(TABLE).contains(part);
        assertThatThrownBy(() -> read(laidDown(TABLE.replace(part, wrong == null ? "" : wrong))))
                .isInstanceOf(MappingRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"sftp\", \"maxRows\": 1, \"maxBytes\": 0, \"dataFolder\": \"/in\", \"resultFolder\": \"/out\"}",
                "{\"kind\": \"sftp\", \"maxRows\": 1, \"maxBytes\": 1, \"dataFolder\": \"in\", \"resultFolder\": \"/out\"}",
                "{\"kind\": \"sftp\", \"maxRows\": 1, \"maxBytes\": 1, \"dataFolder\": \"/a/../b\", \"resultFolder\": \"/out\"}",
                "{\"kind\": \"sftp\", \"maxRows\": 1, \"maxBytes\": 1, \"dataFolder\": \"/in\", \"resultFolder\": \"/in\"}",
                "{\"kind\": \"jms\", \"maxRows\": 1, \"maxBytes\": 1, \"address\": \"a\", \"replyAddress\": \"a\"}",
                "{\"kind\": \"jms\", \"maxRows\": 1, \"maxBytes\": 1, \"address\": \" \", \"replyAddress\": \"a\"}"
            })
    void refusesAPlaceThatCannotBe(String transport) {
        assertThatThrownBy(() -> read(laidDown(transport))).isInstanceOf(MappingRefused.class);
    }

    /** One member of a descriptor that is right otherwise. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "call | {\"family\": \"E\", \"pathTemplate\": \"/\", \"headers\": {\"appKey\": \"a\", \"timestamp\": \"b\", \"signature\": \"c\", \"idempotencyKey\": \"d\"}}",
                "clock | {\"windowMs\": 600000, \"maxCorrectionMs\": 0, \"codes\": []}",
                "statement | {\"carrier\": \"header\", \"headers\": {\"statement\": \"a\", \"signature\": \"b\", \"certificate\": \"c\"}, \"signature\": {\"form\": \"der\", \"userId\": \"1\"}}",
                "results | {\"codes\": {}, \"rows\": {}, \"httpStatus\": {}}",
                "results | {\"codes\": {\"0\": \"OK\"}, \"rows\": {\"0\": \"OK\"}, \"httpStatus\": {}}",
                "collect | null",
                "collect | {\"everyMs\": 0, \"patienceMs\": 1000}",
                "collect | {\"everyMs\": 1000, \"patienceMs\": 10}",
                "redelivery | \"query-first\"",
                "query | {\"path\": \"/q\", \"maxKeys\": 1, \"unknown\": {\"firstMs\": 1, \"longestMs\": 1}, \"accepted\": {\"firstMs\": 1, \"longestMs\": 1}}"
            })
    void refusesPartsThatNeedACall(String member, String value) {
        ObjectNode json = laidDown(TABLE);
        json.set(member, Resources.JSON.readTree(value));
        assertThatThrownBy(() -> read(json)).isInstanceOf(MappingRefused.class);
    }

    @Test
    void filesGoOnlyWhereADescriptorSaysSo() {
        ObjectNode json = laidDown(SFTP);
        assertThat(read(json).attachments()).isEqualTo(PlatformDescriptor.Attachments.NONE);

        json.put("attachments", "files");

        assertThat(read(json).attachments()).isEqualTo(PlatformDescriptor.Attachments.FILES);
    }

    @Test
    void filesGoOnlyByATransportThatCarriesThem() {
        assertThat(new Transport.Offline(1, 1).takesFiles()).isTrue();
        for (String transport : List.of(JMS, TABLE)) {
            ObjectNode json = laidDown(transport);
            json.put("attachments", "files");
            assertThatThrownBy(() -> read(json)).isInstanceOf(MappingRefused.class);
        }
    }

    /** What is called is answered, so nothing is collected. */
    @Test
    void refusesCollectingFromWhoIsCalled() {
        ObjectNode json = YamlFile.resource("platforms/qingdao/descriptor.yaml").json();
        json.putObject("collect").put("everyMs", 1000).put("patienceMs", 1000);
        assertThatThrownBy(() -> read(json)).isInstanceOf(MappingRefused.class);
    }
}
