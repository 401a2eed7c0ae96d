package org.shuqiao.mappings.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.CellTable;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class SmallCellsTest {
    private static final CellRule FIVE = new CellRule(5, 80, false);
    private static final SmallCells SMALL_CELLS = new SmallCells(FIVE, "1");
    private static final CellTable LEVELS =
            new CellTable("/levels", "level", null, "count", null, List.of("share"), "/n");
    private static final CellTable SIZES = new CellTable("/sizes", "size", null, "count", null, List.of(), "/n");
    private static final CellTable CROSSED =
            new CellTable("/cells", "size", "level", "count", "largest", List.of("average"), "/n");

    private static ObjectNode distribution(int... counts) {
        ObjectNode record = Resources.JSON.createObjectNode();
        ArrayNode levels = record.put("n", IntStream.of(counts).sum()).putArray("levels");
        for (int i = 0; i < counts.length; i++) {
            levels.addObject().put("level", i + 1).put("count", counts[i]).put("share", i);
        }
        return record;
    }

    /** Rows are sizes, columns levels. */
    private static ObjectNode crossed(int[][] counts, boolean withLevels, boolean withSizes) {
        ObjectNode record = Resources.JSON.createObjectNode();
        ArrayNode cells = record.putArray("cells");
        int[] bySize = new int[counts.length];
        int[] byLevel = new int[counts[0].length];
        for (int size = 0; size < counts.length; size++) {
            for (int level = 0; level < byLevel.length; level++) {
                cells.addObject()
                        .put("size", "s" + size)
                        .put("level", level)
                        .put("count", counts[size][level])
                        .put("largest", 10)
                        .put("average", 1);
                bySize[size] += counts[size][level];
                byLevel[level] += counts[size][level];
            }
        }
        record.put("n", IntStream.of(bySize).sum());
        if (withLevels) {
            ArrayNode levels = record.putArray("levels");
            for (int level = 0; level < byLevel.length; level++) {
                levels.addObject()
                        .put("level", level)
                        .put("count", byLevel[level])
                        .put("share", 1);
            }
        }
        if (withSizes) {
            ArrayNode sizes = record.putArray("sizes");
            for (int size = 0; size < bySize.length; size++) {
                sizes.addObject().put("size", "s" + size).put("count", bySize[size]);
            }
        }
        return record;
    }

    private static SmallCells.Left left(ObjectNode record, int smallest) {
        return SMALL_CELLS.of(List.of(LEVELS, SIZES, CROSSED), record, new CellRule(smallest, 80, false));
    }

    /** Pointers of the suppressed cells. */
    private static Set<String> suppressed(ObjectNode record, int smallest) {
        Set<String> suppressed = new TreeSet<>();
        JsonNode after = left(record, smallest).record();
        for (String table : List.of("/levels", "/sizes", "/cells")) {
            for (int i = 0; i < after.at(table).size(); i++) {
                JsonNode cell = after.at(table).get(i);
                if (cell.path(CellTable.MARK).asBoolean(false)) {
                    assertThat(cell.path("count").isNull()).isTrue();
                    suppressed.add(table + "/" + i);
                } else {
                    assertThat(cell).isEqualTo(record.at(table).get(i));
                }
            }
        }
        return suppressed;
    }

    @Test
    void case29SuppressesACellOfThreeAndTheSmallestOther() {
        ObjectNode record = distribution(20, 3, 8, 12);

        assertThat(suppressed(record, 5)).containsExactly("/levels/1", "/levels/2");
        assertThat(left(record, 5).record().at("/levels/1").toString())
                .isEqualTo("{\"level\":2,\"count\":null,\"share\":null,\"suppressed\":true}");
        assertThat(left(record, 5).suppression().tables())
                .hasToString("{/levels=2 of 4, /sizes=0 of 0, /cells=0 of 0}");
    }

    @Test
    void leavesTheVeryRecordWhereNothingIsSmall() {
        ObjectNode record = distribution(20, 5, 0);

        assertThat(left(record, 5).record()).isSameAs(record);
        assertThat(left(record, 5).suppression().isAny()).isFalse();
    }

    @Test
    void suppressesACellThatOneRespondentDominates() {
        ObjectNode record = crossed(new int[][] {{9, 9}, {9, 9}}, true, true);
        ((ObjectNode) record.at("/cells/0")).put("largest", 80);
        assertThat(suppressed(record, 5)).isEmpty();

        ((ObjectNode) record.at("/cells/0")).put("largest", 80.01);
        assertThat(suppressed(record, 5)).containsExactly("/cells/0", "/cells/1", "/cells/2", "/cells/3");
    }

    @Test
    void doesNotTellTheSumOfTooFew() {
        assertThat(suppressed(distribution(1, 2, 30, 9), 5)).containsExactly("/levels/0", "/levels/1", "/levels/3");
    }

    /** Five cells of one each can be nothing else once it is known that none is empty. */
    @Test
    void doesNotLeaveOneCountPossibleForEach() {
        assertThat(suppressed(distribution(1, 1, 1, 1, 1, 30, 40), 5)).contains("/levels/5");
    }

    @Test
    void takesNoEmptyCellToHideBehind() {
        assertThat(suppressed(distribution(3, 0, 30, 9), 5)).containsExactly("/levels/0", "/levels/3");
    }

    @Test
    void tellsNothingOfATableThatCannotHideItsCell() {
        ObjectNode record = crossed(new int[][] {{40, 0}, {0, 0}}, false, false);
        ((ObjectNode) record.at("/cells/0")).put("largest", 99);

        assertThat(suppressed(record, 5)).containsExactly("/cells/0", "/cells/1", "/cells/2", "/cells/3");
    }

    @Test
    void tellsNothingOfTooFewAltogether() {
        SmallCells.Left left = left(distribution(2, 2), 5);

        assertThat(left.suppression().isBelowSmallest()).isTrue();
        assertThat(suppressed(distribution(2, 2, 0), 5)).hasSize(3);
    }

    @Test
    void aMarginInTheSameRecordGivesNothingAway() {
        int[][] counts = {{2, 20, 30}, {25, 30, 40}, {30, 7, 50}};

        assertThat(suppressed(crossed(counts, false, false), 5)).containsExactly("/cells/0", "/cells/7");
        assertThat(suppressed(crossed(counts, true, true), 5)).hasSize(4).contains("/cells/0");
    }

    /** Twelve less six and five is one, though no table lists it. */
    @Test
    void whatATableLeavesOutIsNotToldByWhatItLists() {
        ObjectNode record = crossed(new int[][] {{30, 30, 6}, {30, 30, 5}, {30, 30, 1}}, true, false);
        drop(record, "/cells", 6, 7, 8);

        assertThat(suppressed(record, 5)).isNotEmpty();
        assertNothingSmallIsLeftOver(record, left(record, 5).record());
    }

    @Test
    void aLevelThatADistributionLeavesOutIsNotToldByItsTotal() {
        ObjectNode record = distribution(20, 3, 8, 12);
        drop(record, "/levels", 1);

        assertThat(suppressed(record, 5)).containsExactly("/levels/1");
    }

    @Test
    void whatIsLeftOutAndLargeHidesNothing() {
        ObjectNode record = crossed(new int[][] {{30, 30, 6}, {30, 30, 5}, {30, 30, 10}}, true, false);
        drop(record, "/cells", 6, 7, 8);

        assertThat(suppressed(record, 5)).isEmpty();
    }

    @Test
    void nothingSmallIsLeftOverHoweverACenterListsItsCells() {
        Random random = new Random(59);
        for (int n = 0; n < 3_000; n++) {
            ObjectNode record = random(random, 1 + random.nextInt(5), 1 + random.nextInt(5), 4 + random.nextInt(30));
            for (String table : List.of("/levels", "/sizes", "/cells")) {
                for (int i = record.at(table).size() - 1; i >= 0; i--) {
                    if (random.nextInt(5) == 0) {
                        drop(record, table, i);
                    }
                }
            }
            if (record.path("n").asInt() >= 5) {
                assertNothingSmallIsLeftOver(record, left(record, 5).record());
            }
        }
    }

    /** @param places ascending */
    private static void drop(ObjectNode record, String table, int... places) {
        for (int i = places.length - 1; i >= 0; i--) {
            if (!record.at(table).isMissingNode()) {
                ((ArrayNode) record.at(table)).remove(places[i]);
            }
        }
    }

    /** Whoever takes from a told sum what is listed of it. */
    private static void assertNothingSmallIsLeftOver(ObjectNode record, JsonNode after) {
        for (String table : List.of("/levels", "/sizes", "/cells")) {
            if (!after.at(table).isEmpty()) {
                assertRest(
                        record,
                        after.path("n").asLong(),
                        after.at(table).valueStream().toList());
            }
        }
        for (String margin : List.of("level", "size")) {
            for (JsonNode told : after.at("/" + margin + "s")) {
                List<JsonNode> listed = after.at("/cells")
                        .valueStream()
                        .filter(cell -> cell.path(margin)
                                .asString()
                                .equals(told.path(margin).asString()))
                        .toList();
                if (!told.path("count").isNull() && !listed.isEmpty()) {
                    assertRest(record, told.path("count").asLong(), listed);
                }
            }
        }
    }

    private static void assertRest(ObjectNode record, long sum, List<JsonNode> listed) {
        if (listed.stream().noneMatch(cell -> cell.path("count").isNull())) {
            long rest = sum
                    - listed.stream()
                            .mapToLong(cell -> cell.path("count").asLong())
                            .sum();
            assertThat(rest <= 0 || rest >= 5)
                    .as("%d of %d in %s", rest, sum, record)
                    .isTrue();
        }
    }

    private static ObjectNode random(Random random, int rows, int columns, int most) {
        int[][] counts = new int[rows][columns];
        for (int[] row : counts) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(4) == 0 ? 0 : random.nextInt(most);
            }
        }
        return crossed(counts, random.nextBoolean(), random.nextBoolean());
    }

    /** Whoever adds up and subtracts what is told, as a system of linear equations. */
    @Test
    void nobodyDerivesASuppressedCellByAddingAndSubtracting() {
        Random random = new Random(29);
        for (int n = 0; n < 2_000; n++) {
            ObjectNode record = random(random, 1 + random.nextInt(5), 1 + random.nextInt(5), 4 + random.nextInt(30));
            int k = 5 + random.nextInt(4);
            if (record.path("n").asInt() >= k) {
                assertThat(new Attacker(left(record, k).record()).derived())
                        .as("%s", record)
                        .isEmpty();
            }
        }
    }

    /** Whoever tries all whole numbers above 0 that fit. */
    @Test
    void nobodyFindsTheOnlyCountThatFits() {
        Random random = new Random(31);
        int tried = 0;
        for (int n = 0; n < 3_000; n++) {
            ObjectNode record = random(random, 1 + random.nextInt(3), 1 + random.nextInt(3), 9);
            Set<String> suppressed = suppressed(record, 5);
            if (record.path("n").asInt() >= 5 && !suppressed.isEmpty() && suppressed.size() <= 8) {
                assertThat(new Attacker(left(record, 5).record()).onlyOnePossible(30))
                        .as("%s", record)
                        .isEmpty();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(500);
    }

    @Test
    void theAttackerFindsWhatIsNotHidden() {
        ObjectNode record = distribution(20, 3, 8, 12);
        ((ObjectNode) record.at("/levels/1")).putNull("count").put(CellTable.MARK, true);

        assertThat(new Attacker(record).derived()).containsExactly("/levels/1");
        assertThat(new Attacker(record).onlyOnePossible(30)).containsExactly("/levels/1");
    }

    @Test
    void aLargerSmallestCountUncoversNothing() {
        Random random = new Random(37);
        for (int n = 0; n < 1_000; n++) {
            ObjectNode record = random(random, 1 + random.nextInt(6), 1 + random.nextInt(6), 4 + random.nextInt(40));
            Set<String> before = Set.of();
            for (int k = 5; k < 40; k += 1 + random.nextInt(6)) {
                Set<String> after = suppressed(record, k);
                assertThat(after).containsAll(before);
                before = after;
            }
        }
    }

    @Test
    void theSameRecordHasTheSameCells() {
        Random random = new Random(41);
        for (int n = 0; n < 200; n++) {
            ObjectNode record = random(random, 5, 5, 30);
            assertThat(left(record.deepCopy(), 7).record())
                    .isEqualTo(left(record, 7).record());
        }
    }

    @Test
    void whatIsProtectedIsProtectedAlready() {
        Random random = new Random(53);
        for (int n = 0; n < 1_000; n++) {
            ObjectNode once = left(random(random, 1 + random.nextInt(5), 1 + random.nextInt(5), 20), 6)
                    .record();
            assertThat(left(once.deepCopy(), 6).record()).isEqualTo(once);
        }
    }

    /** A center that does not say how much the largest has cannot show that it has not nearly all. */
    @Test
    void suppressesFiguresOfWhichNobodySaysWhoseTheyAre() {
        ObjectNode record = crossed(new int[][] {{9, 9}, {9, 9}}, false, false);
        ((ObjectNode) record.at("/cells/3")).remove("largest");
        assertThat(suppressed(record, 5)).contains("/cells/3").hasSize(2);

        ((ObjectNode) record.at("/cells/3")).putNull("average");
        assertThat(suppressed(record, 5)).isEmpty();
    }

    @Test
    void eachKnownGroupHasEnoughRespondents() {
        Random random = new Random(43);
        for (int n = 0; n < 1_000; n++) {
            ObjectNode record = random(random, 2 + random.nextInt(4), 2 + random.nextInt(4), 25);
            Set<String> suppressed = suppressed(record, 6);
            long hidden = suppressed.stream()
                    .filter(pointer -> pointer.startsWith("/cells"))
                    .mapToLong(pointer -> record.at(pointer).path("count").asLong())
                    .sum();
            if (hidden > 0 && record.path("n").asInt() >= 6) {
                assertThat(hidden).isGreaterThanOrEqualTo(6);
            }
        }
    }

    @Test
    void theLargestTableTakesNoSecond() {
        Random random = new Random(47);
        ObjectNode record = random(random, 25, 40, 9);
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> left(record, 5)); // fractions of one on an idle machine
    }

    @Test
    void theLargestNumberOfADutyOverflowsNothing() {
        assertThat(suppressed(distribution(20, 3, 8, 12), 999_999)).hasSize(4);
        assertThat(FIVE.with(List.of("k_min:10", "mask", "k_min:7:block"))).hasToString("k_min:10:block");
        assertThat(FIVE.with(List.of("k_min:3"))).isEqualTo(FIVE);
    }

    @Test
    void ofAReportEachTableIsProtectedAndTold() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.INDUSTRY, "rubber-and-plastics");

        SmallCells.Left left = SMALL_CELLS.of(Fixtures.INDUSTRY.tables(), record, FIVE);

        List<String> told = new ArrayList<>();
        left.record().path("cells").forEach(cell -> {
            if (!cell.path(CellTable.MARK).asBoolean(false)) {
                told.add(cell.path("size").asString() + cell.path("level").asString());
            }
        });
        assertThat(told).isNotEmpty().doesNotContain("large2", "large3", "large4", "medium1", "medium4", "small3");
        assertThat(told).as("one enterprise holds 86 %").doesNotContain("micro2");
        assertThat(left.suppression().isBelowSmallest()).isFalse();
    }
}
