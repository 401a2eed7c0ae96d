package org.shuqiao.mappings.platforms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.node.ObjectNode;

/** Qingdao as if it were not called, so that a transport can be tried with real datasets, mappings and agreements. */
public final class QingdaoLaidDown {
    public static final String TABLE =
            """
            {"kind": "exchange-table", "maxRows": 20, "table": "%s",
             "columns": {"key": "transfer_id", "bizPk": "biz_pk", "batchId": "batch_id", "op": "op", "opTime": "op_time",
                         "rowHash": "row_hash", "dataset": "dataset", "content": "content", "statement": "stmt",
                         "signature": "stmt_sign", "collected": "collected", "syncFlag": "sync_flag", "errCode": "err_code",
                         "errMsg": "err_msg", "retry": "retry", "receipt": "receipt", "receiptSignature": "receipt_sign"}}
            """;
    public static final String JMS =
            """
            {"kind": "jms", "maxRows": 20, "maxBytes": 4194304, "address": "shuqiao.in", "replyAddress": "shuqiao.out"}
            """;

    /** What {@link #TABLE} needs, and a column for a plain value. */
    public static final String TABLE_DDL =
            """
            CREATE TABLE exchange (
                transfer_id char(36) NOT NULL PRIMARY KEY, biz_pk char(64) NOT NULL, batch_id varchar(32) NOT NULL,
                op char(1) NOT NULL, op_time varchar(23) NOT NULL, row_hash char(64) NOT NULL, dataset varchar(64) NOT NULL,
                content text NOT NULL, stmt text NOT NULL, stmt_sign text NOT NULL, collected char(1) NOT NULL,
                sync_flag char(1) NOT NULL, err_code varchar(64), err_msg text, retry varchar(5) NOT NULL,
                receipt text, receipt_sign text, hdmc varchar(20))
            """;

    private QingdaoLaidDown() {}

    /** The descriptor as JSON, to be changed. */
    public static ObjectNode descriptor(String transport) {
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

    public static Platform by(ObjectNode descriptor) {
        Platform qingdao = Platforms.load(Datasets.load()).find("qingdao").orElseThrow();
        PlatformDescriptor read = Platforms.descriptor(Resources.JSON.writeValueAsBytes(descriptor));
        Map<String, PlatformMapping> mappings = new HashMap<>();
        read.datasets()
                .keySet()
                .forEach(dataset ->
                        mappings.put(dataset, qingdao.mapping(dataset).orElseThrow()));
        return new Platform(read, mappings, qingdao.sampleAgreement(), Optional.empty());
    }
}
