package org.shuqiao.routes.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.platforms.QingdaoLaidDown;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.Envelope;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformAnswer;
import tools.jackson.databind.node.ObjectNode;

/** An exchange table in a real database, and deposits for it. */
final class TableWorld implements AutoCloseable {
    final TestDatabase database = TestDatabase.fresh();
    private final DevelopmentAuthority authority;

    TableWorld(Path home) throws Exception {
        authority = DevelopmentAuthority.openOrCreate(home, Clock.systemUTC(), new SecureRandom());
        create();
    }

    /** The table as it should be, and empty. */
    void create() {
        database.jdbc().execute("DROP TABLE IF EXISTS exchange CASCADE");
        database.jdbc().execute(QingdaoLaidDown.TABLE_DDL);
    }

    void sql(String text) {
        database.jdbc().execute(text);
    }

    TablePlace place() throws Exception {
        return place(database.address().get(0), 10_000);
    }

    TablePlace place(String url, int statementMs) throws Exception {
        ObjectNode descriptor = QingdaoLaidDown.descriptor(QingdaoLaidDown.TABLE.formatted("exchange"));
        descriptor.withObject("/transport/columns").put("/HDMC", "hdmc");
        descriptor.withObject("/limits").put("responseTimeoutMs", statementMs).put("connectTimeoutMs", 5_000);
        byte[] chain = authority.issue("qingdao", "qingdao").chain().pem();
        PlatformAccess access = new PlatformAccess(
                QingdaoLaidDown.by(descriptor),
                URI.create(url),
                database.address().get(1),
                () -> database.address().get(2).getBytes(UTF_8),
                null,
                authority::trusted,
                chain,
                chain);
        return new TablePlace(
                access,
                (Transport.ExchangeTable) access.platform().descriptor().transport(),
                Duration.ofSeconds(30),
                Clock.systemUTC());
    }

    static PlatformAnswer<Envelope> send(TablePlace place, Deposit deposit) {
        return place.send(new Envelope(List.of(), List.of(), deposit, 0));
    }

    /** What is surely not, or not surely, there. */
    static Map<UUID, PlatformAnswer.Laid> otherwise(PlatformAnswer<Envelope> answer) {
        return ((PlatformAnswer.Deposited<Envelope>) answer).otherwise();
    }

    static Deposit deposit(boolean resend, Deposit.Row... rows) {
        return new Deposit("b".repeat(32), "activity", "activity", Instant.now(), resend, List.of(rows));
    }

    static Deposit.Row row(String title) {
        return row(UUID.randomUUID(), title, title, null);
    }

    static Deposit.Row row(UUID key, String recordId, String title, @Nullable UUID supersedes) {
        byte[] payload = "{\"HDMC\":\"%s\"}".formatted(title).getBytes(UTF_8);
        Statement about = new Statement(
                Statement.Type.TRANSFER,
                key,
                UUID.randomUUID(),
                "91370212MA3C000039",
                "qingdao",
                "activity",
                recordId,
                supersedes == null ? 1 : 2,
                "公共数据开放共享",
                List.of(new Statement.Agreement("A", 1, "0".repeat(64))),
                new Statement.Mapping("m", "0".repeat(64)),
                new Statement.Masking("k", "0".repeat(64), new TreeMap<>()),
                List.of(),
                "0".repeat(64),
                Sm3.hex(payload),
                "application/json",
                supersedes,
                Instant.now(),
                "gateway-1");
        return new Deposit.Row(
                key,
                1,
                payload,
                Sm3.digest(payload),
                "application/json",
                about.canonicalBytes(),
                new byte[] {1},
                about);
    }

    /** One column of every row, by key. */
    List<String> column(String name) {
        return new ArrayList<>(
                database.jdbc().queryForList("SELECT " + name + " FROM exchange ORDER BY transfer_id", String.class));
    }

    Set<String> keys() {
        return Set.copyOf(column("transfer_id"));
    }

    /** The platform is done with every row. */
    void done(String receipt, String signature) {
        database.jdbc()
                .update("UPDATE exchange SET sync_flag = '2', receipt = ?, receipt_sign = ?", receipt, signature);
    }

    @Override
    public void close() {
        database.close();
    }
}
