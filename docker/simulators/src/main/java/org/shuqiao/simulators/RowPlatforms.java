package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.extension.Extension;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** The platforms that are handed rows, and their places: files for the district of Qingdao, a table for Chongqing,
 * queues for Shanxi. */
final class RowPlatforms implements AutoCloseable {
    private static final String FILES = "qingdao-drc";
    private static final String TABLE = "chongqing-eic";
    private static final String QUEUES = "shanxi";
    private static final int LONG_TEXT = 4_000;
    private static final int SHORT_TEXT = 400;
    private static final long LOOK_EVERY_MILLIS = 200;

    private final KeyFolder keys;
    private final Kona kona;
    private final StrictJson json;
    private final Clock clock;
    private final SecureRandom random;
    private final Map<String, RowPlatform> platforms = new LinkedHashMap<>();
    private final List<Extension> extensions = new ArrayList<>();
    private final TimerThread looking = new TimerThread("row-readers");
    private final FileServer files;
    private final DropReader drops;
    private final TableReader table;
    private final QueueBroker broker;
    private final QueueReader queues;
    private volatile TableReader.@Nullable Address database;

    /** @param home where the platforms' own folders are made */
    RowPlatforms(Path home, KeyFolder keys, Kona kona, StrictJson json, Clock clock, SecureRandom random) {
        this.keys = keys;
        this.kona = kona;
        this.json = json;
        this.clock = clock;
        this.random = random;
        RowPlatform district =
                add(FILES, "QF", Sm2UserId.DEFAULT, Set.of("HYZDZXBG", "YXZPGBG", "BGBG", "ZMCL"), LONG_TEXT);
        RowPlatform commission =
                add(TABLE, "JX", new Sm2UserId("cq-jxw"), Set.of("T_ZHPJ", "T_GZZJ", "T_XMJZ"), LONG_TEXT);
        RowPlatform province = add(QUEUES, "SX", new Sm2UserId("sx-gxt"), Set.of("JCQKYDB", "JBQKB"), SHORT_TEXT);
        this.table = new TableReader(commission, json);
        this.broker = new QueueBroker();
        this.queues = new QueueReader(broker.url(), province, json);
        try {
            Path root = home.resolve("simulators").resolve(FILES);
            Path in = Files.createDirectories(root.resolve("in/shuqiao"));
            Path out = Files.createDirectories(root.resolve("out/shuqiao"));
            this.drops = new DropReader(in, out, district, keys.authority("ca"), kona, json, clock);
            this.files = new FileServer(root, home.resolve("development").resolve(FILES + "-host"), keys.secret(FILES));
        } catch (IOException e) {
            throw new StartupFailure("cannot serve files in " + home.resolve("simulators"));
        }
        extensions.add(new RowControl(this, json));
        looking.later(LOOK_EVERY_MILLIS, this::look);
    }

    Extension[] extensions() {
        return extensions.toArray(Extension[]::new);
    }

    /** @throws IllegalArgumentException where it is none of these */
    RowPlatform platform(String id) {
        RowPlatform platform = platforms.get(id);
        if (platform == null) {
            throw new IllegalArgumentException("no such platform");
        }
        return platform;
    }

    /** Where each place is that has an address of its own. */
    ObjectNode places() {
        return json.newObject().put(FILES, "sftp://127.0.0.1:" + files.port()).put(QUEUES, broker.url());
    }

    void useDatabase(TableReader.Address address) throws SQLException {
        table.prepare(address);
        database = address;
    }

    @Override
    public void close() {
        looking.close();
        files.close();
        queues.close();
        broker.close();
    }

    /** A look that fails is told and tried again: what is at a place stays there. */
    private void look() {
        try {
            drops.look();
            queues.look();
            TableReader.Address address = database;
            if (address != null) {
                table.look(address);
            }
        } catch (IOException | SQLException | JMSException e) {
            System.err.println("a place cannot be read: " + e.getClass().getSimpleName());
        }
        looking.later(LOOK_EVERY_MILLIS, this::look);
    }

    private RowPlatform add(String id, String prefix, Sm2UserId signer, Set<String> resources, int maxTextCharacters) {
        ReceiptIssuer receipts = new ReceiptIssuer(prefix, id, keys.signer(id, signer)::sign, json, random);
        RowPlatform platform = new RowPlatform(
                id,
                resources,
                maxTextCharacters,
                new RowCheck(id, keys.authority("ca"), kona, json),
                receipts,
                json,
                clock);
        platforms.put(id, platform);
        extensions.add(
                new PlatformControl(id, PlatformControl.IDEMPOTENCY_KEY, platform.effects(), receipts, null, json));
        extensions.add(new ReviewControl(id, platform.effects(), receipts, platform::tell, json, clock));
        return platform;
    }
}
