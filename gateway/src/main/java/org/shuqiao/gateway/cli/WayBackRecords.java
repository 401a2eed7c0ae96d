package org.shuqiao.gateway.cli;

import java.time.Clock;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Samples of what flows between Chongqing's center and its platform, under ids of this run and at days that are still to come. */
final class WayBackRecords {
    /** A slot has this many places beyond those given away, so a second delegation of {@link #HEADCOUNT} finds it full. */
    static final int FREE = 15;

    static final int HEADCOUNT = 12;

    /** Of the national standard's own example, so nobody's. */
    private static final String ID_NUMBER = "11010519491231002X";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
    private static final LocalTime MORNING = LocalTime.of(9, 30);
    private static final LocalTime AFTERNOON = LocalTime.of(14, 0);
    private static final int DAYS_AHEAD = 14;

    private final Datasets datasets;
    private final String suffix;
    private final OffsetDateTime now;

    /** @param suffix of this run: letters and digits */
    WayBackRecords(Datasets datasets, String suffix, Clock clock) {
        this.datasets = datasets;
        this.suffix = suffix;
        this.now = clock.instant().atOffset(CHINA).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the slot that everybody wants. */
    DemoRecord morning() {
        return slot("上午场", "A", MORNING);
    }

    /** Returns a later slot of the same day. */
    DemoRecord afternoon() {
        return slot("下午场", "B", AFTERNOON);
    }

    private DemoRecord slot(String name, String letter, LocalTime from) {
        DemoRecord slot = sample("slot", name, letter);
        int givenAway = slot.json().path("booked").intValue();
        slot.json()
                .put("title", "装备制造柔性产线观摩（" + name + "）")
                .put("start", TIME.format(start(from)))
                .put("end", TIME.format(start(from).plusHours(2)))
                .put("capacity", givenAway + FREE);
        return slot;
    }

    private OffsetDateTime start(LocalTime time) {
        return now.plusDays(DAYS_AHEAD).with(time);
    }

    /** Returns an item that may be shown from yesterday for a year, if its owner consents. */
    DemoRecord item() {
        DemoRecord item = sample("showcase_item", "flexible-line", "");
        item.json()
                .put("consent_id", "SQ-" + suffix)
                .put("publish_from", TIME.format(now.minusDays(1)))
                .put("publish_to", TIME.format(now.plusYears(1)));
        return item;
    }

    /**
     * Returns a delegation that asks for a slot, with an identity number that the center has no need of.
     *
     * @param letter tells the bookings of a run apart
     */
    DemoRecord booking(DemoRecord slot, String letter) {
        DemoRecord booking = sample("booking", letter, letter);
        booking.json()
                .put("slot_id", slot.json().path("record_id").stringValue())
                .put("visit_at", slot.json().path("start").stringValue())
                .put("headcount", HEADCOUNT)
                .withObject("/leader")
                .put("id_no", ID_NUMBER);
        return booking;
    }

    /** Returns what the platform has for the center's own screens. */
    DemoRecord content() {
        return sample("showcase_content", "policy-film", "");
    }

    /** Whether a record of this id was made here and not by an earlier run. */
    boolean isOfThisRun(String recordId) {
        return recordId.contains("-" + suffix);
    }

    private DemoRecord sample(String id, String name, String letter) {
        Dataset dataset = datasets.find(id).orElseThrow();
        ObjectNode json = (ObjectNode) JSON.readTree(dataset.samples().get(0).bytes());
        json.put("record_id", json.path("record_id").stringValue() + "-" + suffix + letter)
                .put("center_id", DemoCenter.CHONGQING.usci())
                .put("region", DemoCenter.CHONGQING.region())
                .put("created_at", TIME.format(now));
        return new DemoRecord(dataset, name, json);
    }
}
