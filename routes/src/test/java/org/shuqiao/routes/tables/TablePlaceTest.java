package org.shuqiao.routes.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.shuqiao.routes.tables.TableWorld.deposit;
import static org.shuqiao.routes.tables.TableWorld.otherwise;
import static org.shuqiao.routes.tables.TableWorld.row;
import static org.shuqiao.routes.tables.TableWorld.send;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.Envelope;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;

/** The exchange table in a real PostgreSQL. */
class TablePlaceTest {
    @TempDir
    static Path home;

    private static TableWorld world;
    private TablePlace place;

    @BeforeAll
    static void start() throws Exception {
        world = new TableWorld(home);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void open() throws Exception {
        world.create();
        place = world.place();
    }

    @AfterEach
    void close() {
        place.close();
    }

    private List<Collected> collect() throws PlaceFailed {
        return collector().collect(100, sources -> Set.of());
    }

    private Collector collector() {
        return place.collector().orElseThrow();
    }

    private PlatformAnswer<Envelope> lay(Deposit deposit) {
        return send(place, deposit);
    }

    @Test
    void aBatchStandsInTheTableWithAllThatThePlatformNeeds() {
        Deposit.Row first = row("沙龙");
        Deposit deposit = deposit(false, first, row("展览"));
        assertThat(otherwise(lay(deposit))).isEmpty();
        Map<String, Object> there = world.database
                .jdbc()
                .queryForMap(
                        "SELECT * FROM exchange WHERE transfer_id = ?",
                        first.key().toString());
        assertThat(there)
                .containsEntry("batch_id", deposit.batchId())
                .containsEntry("op", "I")
                .containsEntry("sync_flag", "0")
                .containsEntry("collected", "0")
                .containsEntry("retry", "0")
                .containsEntry("dataset", "activity")
                .containsEntry("hdmc", "沙龙")
                .containsEntry("row_hash", RowValues.hash(first))
                .containsEntry("biz_pk", RowValues.bizPk(first.about()))
                .containsEntry("receipt", null);
        assertThat(world.keys()).hasSize(2);
        assertThat(place.trouble()).isEmpty();
    }

    @Test
    void theSameAgainChangesNothingWhateverThePlatformIsAt() {
        Deposit.Row row = row("again");
        lay(deposit(false, row));
        for (String flag : List.of("0", "1", "2", "9", "x")) {
            world.sql("UPDATE exchange SET sync_flag = '" + flag + "', op_time = 'before'");
            assertThat(otherwise(lay(deposit(true, row)))).isEmpty();
            assertThat(world.column("sync_flag")).containsExactly(flag);
            assertThat(world.column("op_time")).containsExactly("before");
        }
    }

    /** Its receipt was no good, or it was refused for now: it is laid down anew once we have read that. */
    @Test
    void whatThePlatformIsDoneWithIsLaidDownAnewOnceItWasRead() throws PlaceFailed {
        Deposit.Row row = row("anew");
        lay(deposit(false, row));
        world.done("receipt", "signature");
        Collected said = collect().get(0);
        collector().done(said);
        assertThat(collect()).isEmpty();

        assertThat(otherwise(lay(deposit(true, row)))).isEmpty();

        assertThat(world.column("sync_flag")).containsExactly("0");
        assertThat(world.column("receipt")).containsExactly((String) null);
        assertThat(world.column("retry")).containsExactly("1");
        world.done("receipt", "signature");
        assertThat(collect().get(0).source()).isNotEqualTo(said.source());
        collector().done(said);
        assertThat(collect()).as("that was said of the former").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0,0,true", "1,0,false", "2,0,false", "9,0,false", "2,1,true", "9,9,true"})
    void anotherContentReplacesOnlyWhatNobodyIsAt(String flag, String collected, boolean replaced) {
        Deposit.Row row = row("first-content");
        lay(deposit(false, row));
        world.sql("UPDATE exchange SET sync_flag = '%s', collected = '%s'".formatted(flag, collected));
        Deposit.Row other = row(row.key(), "first-content", "other-content", null);

        Map<UUID, Laid> otherwise = otherwise(lay(deposit(true, other)));

        assertThat(otherwise).isEqualTo(replaced ? Map.of() : Map.of(row.key(), Laid.NOT_LAID));
        assertThat(world.column("row_hash")).containsExactly(RowValues.hash(replaced ? other : row));
        assertThat(world.column("sync_flag")).containsExactly(replaced ? "0" : flag);
    }

    @Test
    void aNewVersionIsAnUpdateOfTheSameThing() {
        Deposit.Row first = row(UUID.randomUUID(), "record", "one", null);
        Deposit.Row second = row(UUID.randomUUID(), "record", "two", first.key());
        lay(deposit(false, first));
        lay(deposit(false, second));
        assertThat(world.column("op")).containsExactlyInAnyOrder("I", "U");
        assertThat(Set.copyOf(world.column("biz_pk"))).hasSize(1);
    }

    @Test
    void aTakeDownIsATombstoneOfWhatItTakesDown() {
        Deposit.Row shown = row("shown");
        lay(deposit(false, shown));
        Deposit.Row gone = row(UUID.randomUUID(), shown.key().toString(), "gone", null);
        Deposit takeDown =
                new Deposit("t".repeat(32), "take_down", "take-down", java.time.Instant.now(), false, List.of(gone));
        assertThat(otherwise(lay(takeDown))).isEmpty();
        assertThat(world.column("op")).containsExactlyInAnyOrder("I", "D");
        assertThat(Set.copyOf(world.column("biz_pk"))).hasSize(1);
    }

    /** 𠮷 and € are in no GBK; a database in GBK would put a question mark for them without a word. */
    @Test
    void whatGbkHasNotIsMarkedInThePlainValueAndExactInTheContent() {
        Deposit.Row row = row("𠮷林𰻝沙龙");
        lay(deposit(false, row));
        assertThat(world.column("hdmc")).containsExactly("〓林〓沙龙");
        assertThat(java.util.Base64.getDecoder().decode(world.column("content").get(0)))
                .isEqualTo(row.payload());
    }

    @Test
    void ofABatchOnlyTheRowThatATriggerRefusesIsNotThere() {
        world.sql(
                """
                CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN IF NEW.hdmc = 'poison' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$
                """);
        for (String when : List.of(
                "TRIGGER refuse BEFORE INSERT ON exchange FOR EACH ROW",
                "CONSTRAINT TRIGGER refuse AFTER INSERT ON exchange DEFERRABLE INITIALLY DEFERRED FOR EACH ROW")) {
            world.sql("DELETE FROM exchange");
            world.sql("CREATE " + when + " EXECUTE FUNCTION refuse()");
            Deposit.Row poison = row("poison");
            Deposit.Row good = row("good");
            Deposit.Row better = row("better");
            assertThat(otherwise(lay(deposit(false, good, poison, better))))
                    .isEqualTo(Map.of(poison.key(), Laid.REFUSED));
            assertThat(world.keys())
                    .containsExactlyInAnyOrder(
                            good.key().toString(), better.key().toString());
            world.sql("DROP TRIGGER refuse ON exchange");
        }
    }

    @Test
    void aValueThatIsTooLongForItsColumnIsAloneInThat() {
        Deposit.Row tooLong = row("a title of more than twenty characters");
        Deposit.Row good = row("good");
        assertThat(otherwise(lay(deposit(false, tooLong, good)))).isEqualTo(Map.of(tooLong.key(), Laid.REFUSED));
        assertThat(world.keys()).containsExactly(good.key().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE exchange ALTER sync_flag TYPE integer USING 0 | column sync_flag is no text",
                "ALTER TABLE exchange ALTER row_hash TYPE varchar(40) | column row_hash is too short",
                "ALTER TABLE exchange ALTER retry TYPE char(5) | column retry is padded",
                "ALTER TABLE exchange ALTER receipt SET NOT NULL | column receipt is never empty",
                "ALTER TABLE exchange DROP err_code | column err_code",
                "ALTER TABLE exchange RENAME TO elsewhere | table"
            })
    void whatIsNotAsDescribedIsToldAndTakesNothing(String change, String what) {
        world.sql("DROP TABLE IF EXISTS elsewhere");
        world.sql(change);
        assertThat(lay(deposit(false, row("nowhere")))).isInstanceOf(PlatformAnswer.NotConnected.class);
        assertThat(place.trouble()).hasValueSatisfying(trouble -> {
            assertThat(trouble.why()).isEqualTo(Why.NOT_AS_DESCRIBED);
            assertThat(trouble.what()).isEqualTo(what);
        });
        PlaceFailed failed = catchThrowableOfType(PlaceFailed.class, this::collect);
        assertThat(failed.what()).isEqualTo(what);
    }

    @Test
    void troubleEndsWhenThePlaceIsAsDescribed() throws PlaceFailed {
        world.sql("ALTER TABLE exchange RENAME err_msg TO message");
        lay(deposit(false, row("nowhere")));
        assertThat(place.trouble()).isPresent();
        world.sql("ALTER TABLE exchange RENAME message TO err_msg");
        assertThat(collect()).isEmpty();
        assertThat(place.trouble()).isEmpty();
    }

    @Test
    void aLockThatIsNeverGivenUpEndsInTime() throws Exception {
        Deposit.Row row = row("locked");
        lay(deposit(false, row));
        world.done("receipt", "signature");
        Collected said = collect().get(0);
        try (Connection other = world.database.dataSource().getConnection();
                TablePlace hurried = world.place(world.database.address().get(0), 2_000)) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE exchange IN EXCLUSIVE MODE");
            Deposit again = deposit(true, row(row.key(), "locked", "else", null), row("new"));
            assertThat(otherwise(send(hurried, again))).hasSize(2).containsValue(Laid.NOT_LAID);
            assertThat(send(hurried, deposit(false, row("more")))).isInstanceOf(PlatformAnswer.NotConnected.class);
            PlaceFailed failed = catchThrowableOfType(
                    PlaceFailed.class, () -> hurried.collector().orElseThrow().done(said));
            assertThat(failed.why()).isEqualTo(Why.BROKEN);
            other.rollback();
        }
        assertThat(collect()).hasSize(1);
    }

    @Test
    void aWordOfAMegabyteIsNotReadAndAReceiptOfOneIsPutAside() throws PlaceFailed {
        Deposit.Row wordy = row("wordy");
        Deposit.Row huge = row("huge");
        lay(deposit(false, wordy, huge));
        world.sql("UPDATE exchange SET sync_flag = '9', err_code = '4000', err_msg = repeat('错', 1000000)");
        world.sql("UPDATE exchange SET sync_flag = '2', receipt = repeat('A', 1000000) WHERE hdmc = 'huge'");

        List<Collected> said = collect();

        assertThat(said).hasSize(2);
        Map<String, Collected> byRow = said.stream()
                .collect(java.util.stream.Collectors.toMap(
                        one -> one.source().substring(0, one.source().lastIndexOf('/')), one -> one));
        assertThat(byRow.get(wordy.key() + "/0").rows())
                .containsExactly(new Collected.Row(wordy.key().toString(), "4000", "", ""));
        assertThat(byRow.get(huge.key() + "/0").unreadable()).isEqualTo(Collected.Why.TOO_LONG);
        collector().putAside(byRow.get(huge.key() + "/0"));
        assertThat(collect()).hasSize(1);
        assertThat(world.column("collected")).containsExactlyInAnyOrder("0", "9");
    }

    @Test
    void aRowThatIsDoneWithoutAReceiptSaysNothing() throws PlaceFailed {
        Deposit.Row row = row("silent");
        lay(deposit(false, row));
        world.sql("UPDATE exchange SET sync_flag = '2', err_code = '0'");
        assertThat(collect().get(0).rows())
                .containsExactly(new Collected.Row(row.key().toString(), "", "", ""));
    }

    /** Bodies that review a record speak one after another, and a table has one place for them. */
    @Test
    void whatIsSaidLaterInTheSameRowIsAnotherSource() throws PlaceFailed {
        lay(deposit(false, row("reviewed")));
        world.done("first", "signature");
        Collected first = collect().get(0);
        collector().done(first);
        assertThat(collect()).isEmpty();

        world.sql("UPDATE exchange SET receipt = 'second', collected = '0'");

        Collected second = collector()
                .collect(10, sources -> Set.copyOf(sources.contains(first.source()) ? sources : Set.of()))
                .get(0);
        assertThat(second.source()).isNotEqualTo(first.source());
        assertThat(second.rows().get(0).receipt()).isEqualTo("second");
        collector().done(second);
        assertThat(collect()).isEmpty();
    }

    @Test
    void noMoreIsCollectedAtOnceThanIsWanted() throws PlaceFailed {
        lay(deposit(false, row("1"), row("2"), row("3")));
        world.done("receipt", "signature");
        assertThat(collector().collect(2, sources -> Set.of())).hasSize(2);
    }

    @Test
    void whoIsNotLetInIsTold() throws Exception {
        String url = world.database.address().get(0);
        try (TablePlace nowhere = world.place(url.replaceFirst("[^/]*$", "no_such_database"), 2_000);
                TablePlace unknown = world.place("jdbc:unknown://nowhere", 2_000);
                TablePlace closed = world.place("jdbc:postgresql://127.0.0.1:1/x", 2_000)) {
            assertThat(send(nowhere, deposit(false, row("x")))).isInstanceOf(PlatformAnswer.NotConnected.class);
            assertThat(nowhere.trouble().orElseThrow().why()).isEqualTo(Why.UNREACHABLE);
            assertThat(send(unknown, deposit(false, row("x")))).isInstanceOf(PlatformAnswer.NotConnected.class);
            assertThat(unknown.trouble().orElseThrow().why()).isEqualTo(Why.NOT_AS_DESCRIBED);
            assertThat(send(closed, deposit(false, row("x")))).isInstanceOf(PlatformAnswer.NotConnected.class);
            assertThat(closed.trouble().orElseThrow().why()).isEqualTo(Why.UNREACHABLE);
        }
    }
}
