package org.shuqiao.gateway.console.overview;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.gateway.ApiKeys.Role;
import org.shuqiao.gateway.OpenFigures;
import org.shuqiao.gateway.Standing;
import org.shuqiao.gateway.console.overview.Node.Names;
import org.shuqiao.gateway.console.overview.Seen.Counted;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.FigureLedger.Unread;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.OperatorLedger.PlatformState;
import org.shuqiao.routes.ledger.TrafficLedger.Flow;
import org.shuqiao.routes.ledger.TrafficLedger.Recent;
import org.shuqiao.routes.ledger.TrafficLedger.Side;
import org.shuqiao.routes.ledger.TrafficLedger.Volume;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.steps.Hold;
import org.shuqiao.routes.steps.LogStatus;

class PainterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    private static Standing standing(Hold hold) {
        return new Standing(
                true,
                true,
                true,
                true,
                true,
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true,
                hold,
                new LogStatus(1, 1, Duration.ZERO, null));
    }

    private static Seen seen(Counted counted) {
        return seen(counted, null);
    }

    private static Seen seen(Counted counted, Hold hold) {
        return new Seen(
                NOW, standing(hold), counted != null, counted, InboxLedger.Figures.NONE, 0, 0, 0, Duration.ofMillis(3));
    }

    private static Counted counted(
            List<PlatformState> platforms, List<Volume> volumes, List<Flow> flows, Open... open) {
        return counted(platforms, volumes, flows, Map.of(), open);
    }

    private static Counted counted(
            List<PlatformState> platforms,
            List<Volume> volumes,
            List<Flow> flows,
            Map<String, Long> held,
            Open... open) {
        OpenFigures.Snapshot snapshot = new OpenFigures.Snapshot(
                NOW,
                List.of(open),
                List.of(),
                new Waiting(0, null),
                new Waiting(0, null),
                0,
                new Unread(0, 0, null),
                Map.of(),
                null);
        return new Counted(
                snapshot,
                new Recent(NOW, Duration.ofMinutes(5), flows),
                List.of(),
                held,
                volumes,
                platforms,
                List.of(),
                0,
                null);
    }

    private static PlatformState platform(String id, boolean paused) {
        return new PlatformState(id, paused, false, paused ? "升级" : "", 0, null, NOW);
    }

    private static Open open(String platform, TransferState state, String reason, int transfers, Duration age) {
        Instant since = NOW.minus(age);
        return new Open(platform, state, reason, transfers, 0, since, since, 1);
    }

    private static Volume volume(int number) {
        return new Volume("center-%02d".formatted(number), "中心" + number, "370212", 100 - number, 0, 0, 0);
    }

    private static Picture paint(Seen seen) {
        return Painter.paint(seen, id -> new Names("平台 " + id, "platform " + id));
    }

    private static Node platform(Picture picture, String id) {
        return picture.platforms().stream()
                .filter(node -> node.arrow().id().equals("p-" + id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isCalmWhereNothingNeedsAnybody() {
        Picture picture = paint(seen(counted(
                List.of(platform("a", false)),
                List.of(volume(1)),
                List.of(new Flow(Side.PLATFORM, "a", 10, 10, 0, 0, 0, Duration.ofMillis(420))))));

        assertThat(picture.troubles()).isEmpty();
        assertThat(picture.mood()).isEqualTo(Mood.GOOD);
        assertThat(platform(picture, "a").arrow())
                .isEqualTo(new Arrow("p-a", 2, 0, 0, Duration.ofMillis(420), Mood.GOOD));
    }

    @Test
    void saysWhereItHurtsWorstFirst() {
        Picture picture = paint(seen(counted(
                List.of(platform("a", true), platform("b", false)),
                List.of(),
                List.of(),
                open("b", TransferState.PARKED, "BUDGET_SPENT", 7, Duration.ofHours(1)),
                open("b", TransferState.QUARANTINED, "RESIDUE", 2, Duration.ofHours(1)))));

        assertThat(picture.troubles())
                .extracting(Trouble::kind)
                .containsExactly(TroubleKind.PARKED, TroubleKind.PAUSED, TroubleKind.QUARANTINED);
        assertThat(platform(picture, "a").arrow().mood()).isEqualTo(Mood.WARN);
        assertThat(platform(picture, "b").arrow().mood()).isEqualTo(Mood.BAD);
        assertThat(platform(picture, "b").arrow().failed()).isEqualTo(7);
        assertThat(picture.prepare().failed()).isEqualTo(2);
        assertThat(picture.urgent()).isEqualTo(1);
    }

    @Test
    void takesALongQuarantineForUrgent() {
        Picture picture = paint(seen(counted(
                List.of(platform("a", false)),
                List.of(),
                List.of(),
                open("a", TransferState.QUARANTINED, "RESIDUE", 1, Duration.ofDays(2)))));

        assertThat(picture.troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(TroubleKind.QUARANTINED);
            assertThat(trouble.mood()).isEqualTo(Mood.BAD);
        });
    }

    @Test
    void tellsOfRefusalsOnlyWhereTheyAreNoChance() {
        List<PlatformState> platforms =
                List.of(platform("few", false), platform("rare", false), platform("many", false));
        Picture picture = paint(seen(counted(
                platforms,
                List.of(),
                List.of(
                        new Flow(Side.PLATFORM, "few", 4, 0, 4, 0, 0, null),
                        new Flow(Side.PLATFORM, "rare", 1000, 990, 10, 0, 0, null),
                        new Flow(Side.PLATFORM, "many", 20, 10, 10, 0, 0, null)))));

        assertThat(picture.troubles())
                .extracting(trouble -> trouble.kind() + " " + trouble.party())
                .containsExactly("REFUSED many");
    }

    @Test
    void countsWhatNoAgreementCoversAndTakesItForNoFailure() {
        Picture picture = paint(seen(counted(
                List.of(),
                List.of(volume(1)),
                List.of(
                        new Flow(Side.CENTER, "center-01", 40, 40, 0, 0, 40, null),
                        new Flow(Side.PREPARED, "", 0, 80, 0, 0, 40, null)))));

        assertThat(picture.troubles()).isEmpty();
        assertThat(picture.centers().get(0).arrow().mood()).isEqualTo(Mood.GOOD);
        assertThat(picture.prepare().failed()).isZero();
        assertThat(picture.texts()).containsEntry("uncovered", "40");
    }

    @Test
    void tellsOfACenterWhoseTransfersFailMoreThanNowAndThen() {
        Picture picture = paint(seen(counted(
                List.of(),
                List.of(volume(1), volume(2)),
                List.of(
                        new Flow(Side.CENTER, "center-01", 99, 99, 1, 0, 0, null),
                        new Flow(Side.CENTER, "center-02", 90, 90, 5, 5, 0, null)),
                Map.of("center-02", 5L))));

        assertThat(picture.centers()).extracting(node -> node.arrow().mood()).containsExactly(Mood.GOOD, Mood.WARN);
    }

    @Test
    void countsWhatStillWaitsForSomebodyHoweverLongAgoItFailed() {
        Picture picture = paint(seen(counted(List.of(), List.of(volume(1)), List.of(), Map.of("center-01", 3L))));

        assertThat(picture.centers()).singleElement().satisfies(node -> assertThat(node.arrow())
                .isEqualTo(new Arrow("c-center-01", 0, 0, 3, null, Mood.WARN)));
    }

    @Test
    void writesANameInThreeLinesAtMost() {
        assertThat(lines("青岛市公共数据服务平台")).containsExactly("青岛市公共数据服务平台");
        assertThat(lines("青岛市智能家电产业数字化转型促进中心")).containsExactly("青岛市智能家电产业数字化", "转型促进中心");
        assertThat(lines("Qingdao platform of public data services of the city"))
                .containsExactly("Qingdao platform of", "public data services", "of the city");
        assertThat(lines("Qingdao platform of public data services of the city and of its districts"))
                .containsExactly("Qingdao platform of", "public data services", "of the city and of i…");
    }

    private static List<String> lines(String name) {
        return new Node(new Arrow("x", 0, 0, 0, null, Mood.IDLE), Names.same(name), 1, "").lines("zh");
    }

    @Test
    void showsWhyNothingLeavesAtTheStageWhereItStops() {
        Picture picture = paint(seen(
                counted(List.of(), List.of(), List.of()), new Hold(ReasonCode.LOG_MISMATCH, NOW.minusSeconds(60))));

        assertThat(picture.deliver().mood()).isEqualTo(Mood.BAD);
        assertThat(picture.troubles()).singleElement().satisfies(trouble -> assertThat(trouble.reason())
                .isEqualTo(ReasonCode.LOG_MISMATCH));
    }

    @Test
    void saysThatTheLedgerIsAwayInsteadOfNoughts() {
        Picture picture = paint(seen(null));

        assertThat(picture.counted()).isFalse();
        assertThat(picture.troubles()).extracting(Trouble::kind).containsExactly(TroubleKind.LEDGER_AWAY);
        assertThat(picture.mood()).isEqualTo(Mood.BAD);
        assertThat(picture.texts().values()).containsOnly("—");
    }

    @Test
    void keepsTheLastPictureWhileTheLedgerIsAwayAndSaysWhenItWas() {
        Counted last = counted(
                List.of(platform("a", true)),
                List.of(volume(1)),
                List.of(new Flow(Side.PLATFORM, "a", 10, 10, 0, 0, 0, Duration.ofMillis(420))));
        Instant later = NOW.plus(Duration.ofMinutes(3));
        Picture picture = paint(
                new Seen(later, standing(null), false, last, InboxLedger.Figures.NONE, 0, 0, 0, Duration.ofMillis(3)));

        assertThat(picture.counted()).isFalse();
        assertThat(picture.asOf()).isEqualTo("14:00:00");
        assertThat(picture.layout()).isNotEqualTo(paint(seen(last)).layout());
        assertThat(picture.centers()).hasSize(1);
        assertThat(platform(picture, "a").arrow().perMinute()).isEqualTo(2);
        assertThat(picture.troubles())
                .extracting(Trouble::kind)
                .containsExactly(TroubleKind.LEDGER_AWAY, TroubleKind.PAUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T15:59:59Z, 14:00:00",
        "2026-11-22T16:00:00Z, 2026-11-22 14:00:00",
        "2026-11-23T06:00:00Z, 2026-11-22 14:00:00"
    })
    void saysOfWhichDayFiguresAreThatAreNotOfToday(Instant looked, String asOf) {
        Counted last = counted(List.of(), List.of(), List.of());
        Picture picture = paint(
                new Seen(looked, standing(null), false, last, InboxLedger.Figures.NONE, 0, 0, 0, Duration.ofMillis(3)));

        assertThat(picture.asOf()).isEqualTo(asOf);
        assertThat(picture.texts()).containsEntry("as-of", asOf);
    }

    @Test
    void isNotWorthShowingAfterAnHour() {
        Picture picture = paint(seen(counted(List.of(), List.of(), List.of())));

        assertThat(picture.isWorthShowing(
                        picture.at().plus(Picture.WORTH_SHOWING).minusMillis(1)))
                .isTrue();
        assertThat(picture.isWorthShowing(picture.at().plus(Picture.WORTH_SHOWING)))
                .isFalse();
    }

    @Test
    void leavesWhatIsDeniedAtTheStageThatDenies() {
        Picture picture = paint(seen(counted(
                List.of(platform("a", false)),
                List.of(volume(1)),
                List.of(
                        new Flow(Side.CENTER, "center-01", 110, 50, 30, 0, 25, null),
                        new Flow(Side.PREPARED, "", 110, 50, 30, 5, 25, null),
                        new Flow(Side.PLATFORM, "a", 110, 50, 0, 0, 0, null)))));

        assertThat(picture.prepare().perMinute()).isEqualTo(22);
        assertThat(picture.deliver().perMinute()).isEqualTo(10);
        assertThat(platform(picture, "a").arrow().perMinute()).isEqualTo(10);
        assertThat(picture.prepare().failed()).isEqualTo(30);
        assertThat(picture.prepare().unit()).isEqualTo("records");
        assertThat(picture.deliver().unit()).isEqualTo("transfers");
    }

    @Test
    void tellsOfDenialsWhereMostOfWhatCameIsDenied() {
        Flow most = new Flow(Side.PREPARED, "", 10, 4, 6, 0, 0, null);
        Flow few = new Flow(Side.PREPARED, "", 100, 94, 6, 0, 0, null);

        assertThat(paint(seen(counted(List.of(), List.of(), List.of(most)))).troubles())
                .extracting(Trouble::kind)
                .containsExactly(TroubleKind.DENIED);
        assertThat(paint(seen(counted(List.of(), List.of(), List.of(few)))).troubles())
                .isEmpty();
    }

    @Test
    void callsACenterAndItsTransfersByName() {
        InboxLedger.Figures neglected = new InboxLedger.Figures(9, NOW, "center-01", 2, 1, "center-02");
        Picture picture = paint(new Seen(
                NOW,
                standing(null),
                true,
                counted(List.of(), List.of(volume(1)), List.of()),
                neglected,
                0,
                0,
                0,
                Duration.ofMillis(3)));

        assertThat(picture.troubles())
                .extracting(
                        trouble -> picture.about(trouble, "zh"),
                        trouble -> trouble.link(Role.OPERATOR),
                        trouble -> trouble.link(Role.OFFICER))
                .containsExactly(
                        tuple("中心1", "/operator/transfers?center=center-01", null),
                        tuple("center-02", "/operator/transfers?center=center-02", null));
    }

    @Test
    void callsARouteByWhatItDoes() {
        Counted calm = counted(List.of(platform("a", false)), List.of(), List.of());

        assertThat(about("ask-a", calm)).isEqualTo(new About(new Names("平台 a", "platform a"), "operator.route.ask"));
        assertThat(about("sweep", calm)).isEqualTo(new About(Names.NONE, "operator.route.sweep"));
    }

    private static About about(String route, Counted counted) {
        return About.of(
                Trouble.of(TroubleKind.ROUTE_OFF, route, 0, null),
                counted,
                id -> new Names("平台 " + id, "platform " + id));
    }

    @Test
    void showsTwelveCentersAndTheOthersTogether() {
        Picture picture = paint(seen(counted(
                List.of(),
                IntStream.range(0, 30).mapToObj(PainterTest::volume).toList(),
                List.of(
                        new Flow(Side.CENTER, "center-20", 50, 0, 0, 1, 0, null),
                        new Flow(Side.CENTER, "center-21", 50, 0, 0, 0, 0, null)),
                Map.of("center-20", 1L))));

        assertThat(picture.centers()).hasSize(13);
        Node others = picture.centers().get(12);
        assertThat(others.together()).isEqualTo(18);
        assertThat(others.arrow().perMinute()).isEqualTo(20);
        assertThat(others.arrow().failed()).isEqualTo(1);
        assertThat(others.arrow().mood()).isEqualTo(Mood.WARN);
    }

    @Test
    void showsEveryPlatformWithTroubleHoweverManyThereAre() {
        List<PlatformState> platforms = IntStream.range(0, 20)
                .mapToObj(i -> platform("p%02d".formatted(i), i == 19))
                .toList();

        Picture picture = paint(seen(counted(platforms, List.of(), List.of())));

        assertThat(platform(picture, "p19").arrow().mood()).isEqualTo(Mood.WARN);
        assertThat(picture.platforms()).hasSize(13);
    }

    @Test
    void linksOnlyWhereARoleMayGo() {
        Trouble parked = Trouble.of(TroubleKind.PARKED, "qingdao", 1, null);
        Trouble quarantined = Trouble.of(TroubleKind.QUARANTINED, "", 1, null);

        assertThat(parked.link(Role.OPERATOR)).isEqualTo("/operator/transfers?state=PARKED&platform=qingdao");
        assertThat(parked.link(Role.OFFICER)).isNull();
        assertThat(quarantined.link(Role.OPERATOR)).isNull();
        assertThat(quarantined.link(Role.OFFICER)).isEqualTo("/officer/quarantine");
        assertThat(Trouble.of(TroubleKind.PAUSED, "qingdao", 0, null).link(Role.OPERATOR))
                .isEqualTo("/operator/platforms/qingdao");
        assertThat(Trouble.of(TroubleKind.ROUTE_OFF, "sweep", 0, null).link(Role.OPERATOR))
                .isEqualTo("/operator/routes/sweep");
        assertThat(Trouble.of(TroubleKind.REPORTS_OVERDUE).link(Role.OFFICER)).isEqualTo("/officer/duties/reports");
    }

    @Test
    void tellsReadersOnlyWhatIsNew() {
        Live before = live(1);
        Live after = live(2);

        assertThat(after.since(after)).isEmpty();
        assertThat(new String(after.since(before), StandardCharsets.UTF_8))
                .startsWith("data: {\"layout\":\"" + after.layout() + "\",\"troubled\":\"" + after.troubled()
                        + "\",\"texts\":{")
                .contains("\"p-a.backlog\":\"2\"", "\"deliver.backlog\":\"2\"")
                .doesNotContain("rate")
                .endsWith("\"looks\":{}}\n\n");
    }

    private static Live live(int waiting) {
        return Live.of(paint(seen(counted(
                List.of(platform("a", false)),
                List.of(),
                List.of(),
                open("a", TransferState.READY, "", waiting, Duration.ZERO)))));
    }

    @Test
    void writesFiguresShort() {
        assertThat(new Arrow("x", 0.4, 12_345, 0, Duration.ofMillis(420), Mood.GOOD).texts())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("x.rate", "0.4", "x.backlog", "12,345", "x.failed", "0", "x.median", "420 ms"));
        assertThat(new Arrow("x", 1_234, 0, 0, Duration.ofSeconds(75), Mood.GOOD).texts())
                .containsEntry("x.rate", "1,234")
                .containsEntry("x.median", "1 min");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console/overview.properties", "console/overview_zh.properties"})
    void saysOfEveryTroubleWhatItIsAndWhatToDo(String bundle) throws IOException {
        Properties words = new Properties();
        try (Reader file = new InputStreamReader(
                requireNonNull(getClass().getClassLoader().getResourceAsStream(bundle)), StandardCharsets.UTF_8)) {
            words.load(file);
        }

        for (TroubleKind kind : TroubleKind.values()) {
            assertThat(words)
                    .containsKeys(
                            "overview.trouble." + kind,
                            "overview.do." + kind,
                            "overview.when." + kind.when().key());
        }
        for (Desk desk : Desk.values()) {
            assertThat(words).containsKeys("overview.go." + desk, "overview.who." + desk);
        }
        for (Mood mood : Mood.values()) {
            assertThat(words).containsKey("overview.mood." + mood.key());
        }
    }
}
