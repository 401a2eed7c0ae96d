package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.mappings.platforms.QingdaoLaidDown;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.PlaceFailed.Why;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole journey over an exchange table, in a database of its own; the platform's part is done by hand. */
class TableRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static TestDatabase exchange;
    private static FakePlace receipts;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        DevelopmentAuthority authority =
                DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), new SecureRandom());
        exchange = TestDatabase.fresh();
        receipts = new FakePlace(authority.issue("qingdao", "qingdao"));
        byte[] chain = authority.issue("qingdao", "qingdao").chain().pem();
        PlatformAccess access = new PlatformAccess(
                QingdaoLaidDown.by(QingdaoLaidDown.descriptor(QingdaoLaidDown.TABLE.formatted("exchange"))),
                URI.create(exchange.address().get(0)),
                exchange.address().get(1),
                () -> exchange.address().get(2).getBytes(UTF_8),
                null,
                authority::trusted,
                chain,
                chain);
        gateway = new TestGateway(home, TestGateway.CENTER, "370212", access);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        exchange.close();
    }

    private static JdbcTemplate table() {
        return exchange.jdbc();
    }

    private static void awaitState(UUID submission, String expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo(expected));
    }

    private static String column(UUID submission, String name) {
        return table().queryForObject(
                        "SELECT " + name + " FROM exchange WHERE transfer_id = ?",
                        String.class,
                        gateway.transferId(submission).toString());
    }

    private static void store(UUID submission) {
        UUID key = gateway.transferId(submission);
        Collected.Row receipt =
                receipts.receipt(key, Base64.getDecoder().decode(column(submission, "content")), "STORED");
        table().update(
                        "UPDATE exchange SET sync_flag = '2', receipt = ?, receipt_sign = ? WHERE transfer_id = ?",
                        receipt.receipt(),
                        receipt.signature(),
                        key.toString());
    }

    /** First nobody has made the table; then the platform is out of service; then it stores. */
    @Test
    void aTransferComesToItsReceiptOverATable() {
        UUID submission = gateway.accept("over-a-table", 1);
        awaitState(submission, "READY NOT_CONNECTED");
        assertThat(gateway.journeys().placeTroubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.why()).isEqualTo(Why.NOT_AS_DESCRIBED);
            assertThat(trouble.what()).isEqualTo("table");
        });

        table().execute(QingdaoLaidDown.TABLE_DDL);
        gateway.ledger.operations().resume("qingdao", "test");
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");
        // Whoever was collecting when the table was made says once more that there is none.
        await().atMost(SOON).untilAsserted(() -> assertThat(gateway.journeys().placeTroubles())
                .isEmpty());

        table().update("UPDATE exchange SET sync_flag = '9', err_code = '5030'");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(column(submission, "sync_flag")).isEqualTo("0"));
        assertThat(column(submission, "retry")).isEqualTo("1");
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");

        store(submission);
        awaitState(submission, "STORED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(column(submission, "collected")).isEqualTo("1"));

        table().update("UPDATE exchange SET receipt = 'garbage', collected = '0', retry = '2'");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(column(submission, "collected")).isEqualTo("9"));
        assertThat(gateway.transfer(submission)).isEqualTo("STORED");
    }
}
