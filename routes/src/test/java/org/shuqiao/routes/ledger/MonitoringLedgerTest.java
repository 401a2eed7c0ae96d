package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.MonitoringLedger.Query;
import org.shuqiao.routes.ledger.MonitoringLedger.Value;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class MonitoringLedgerTest {
    private static final Query ALL = new Query(LedgerWorld.CENTER, null, null, null, null, null, null);

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private Visitors platform;

    @BeforeEach
    void platform() {
        platform = new Visitors(world);
    }

    private static ObjectNode series(String metric, String asOf) {
        ObjectNode series = JsonMapper.shared()
                .createObjectNode()
                .put("metric", metric)
                .put("region", "500000")
                .put("unit", "%")
                .put("source", "平台")
                .put("as_of", asOf);
        ArrayNode points = series.putArray("points");
        points.addObject().put("period", "2026-01").put("value", 41.5);
        points.addObject().put("period", "2026-02").putNull("value");
        return series;
    }

    private void send(String record, long version, ObjectNode series) {
        assertThat(platform.send(MonitoringRows.DATASET, record, version, series))
                .isEmpty();
    }

    private List<Value> values(Query query) {
        return world.ledger().monitoring().values(query, null, 100);
    }

    @Test
    void keepsNothingKnownApartFromZero() {
        send("m1", 1, series("rate", "2026-03-01T00:00:00+08:00"));

        assertThat(values(ALL)).extracting(Value::value).containsExactly(new BigDecimal("41.5"), null);
    }

    @Test
    void theNewestValueStaysWhateverTheOrderOfArrival() {
        ObjectNode newer = series("rate", "2026-04-01T00:00:00+08:00");
        ((ObjectNode) newer.path("points").path(0)).put("value", 50);
        send("m2", 1, newer);
        send("m1", 1, series("rate", "2026-03-01T00:00:00+08:00"));

        assertThat(values(ALL)).extracting(Value::value).containsExactly(new BigDecimal("50"), null);
    }

    @Test
    void findsByMetricRegionIndustryPeriodAndPlatform() {
        send("m1", 1, series("rate", "2026-03-01T00:00:00+08:00"));
        send("m2", 1, series("output", "2026-03-01T00:00:00+08:00").put("industry", "C34"));

        assertThat(values(new Query(LedgerWorld.CENTER, "rate", "500000", "", "2026-01", "2026-01", null)))
                .hasSize(1);
        assertThat(values(new Query(LedgerWorld.CENTER, null, null, "C34", null, null, List.of(LedgerWorld.PLATFORM))))
                .extracting(value -> value.place().metric())
                .containsOnly("output");
        assertThat(values(new Query(LedgerWorld.CENTER, null, null, null, null, null, List.of("other"))))
                .isEmpty();
        assertThat(values(new Query("91500000MA5U000036", null, null, null, null, null, null)))
                .isEmpty();
    }

    @Test
    void pagesHaveNoGapAndNoRepetition() {
        send("m1", 1, series("rate", "2026-03-01T00:00:00+08:00"));
        send("m2", 1, series("output", "2026-03-01T00:00:00+08:00"));
        MonitoringLedger ledger = world.ledger().monitoring();

        List<Value> first = ledger.values(ALL, null, 3);
        List<Value> second = ledger.values(ALL, first.get(2).place(), 3);

        assertThat(first).hasSize(3);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aSeriesWithoutItsTimeOrPointsIsRefused() {
        ObjectNode series = series("rate", "2026-03-01T00:00:00+08:00");
        series.remove("as_of");

        assertThat(platform.send(MonitoringRows.DATASET, "m1", 1, series))
                .map(RowRefusal::reason)
                .contains(ReasonCode.FIELD_MISSING);
    }
}
