package org.shuqiao.gateway.console.operator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.TransferController;
import org.shuqiao.routes.ledger.TransferState;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What somebody looks for, as it was typed. Times are those of Shanghai.
 *
 * @param id of a transfer or a submission, which leads to what it names whatever else is asked for
 */
record TransferQuery(
        @Nullable String id,
        @Nullable String state,
        @Nullable String reason,
        @Nullable String platform,
        @Nullable String center,
        @Nullable String dataset,
        @Nullable String from,
        @Nullable String to) {

    /** @param usci of the center, whatever it was called by */
    TransferController.Filter filter(@Nullable String usci) {
        return new TransferController.Filter(
                Typed.choice(state, TransferState.class),
                Typed.text(reason),
                Typed.text(platform),
                usci,
                Typed.text(dataset),
                Typed.time(from),
                Typed.time(to));
    }

    /** Whether many parked transfers at once can be meant. */
    boolean mayMeanParked() {
        return Typed.text(state) == null || TransferState.PARKED.name().equals(state);
    }

    /** Whether it ends before it begins, so that nothing can be found. */
    public boolean backwards() {
        Instant begin = Typed.time(from);
        Instant end = Typed.time(to);
        return begin != null && end != null && !end.isAfter(begin);
    }

    /** What is asked for, by the names of the form. */
    public Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        put(asked, "state", state);
        put(asked, "reason", reason);
        put(asked, "platform", platform);
        put(asked, "center", center);
        put(asked, "dataset", dataset);
        put(asked, "from", from);
        put(asked, "to", to);
        return asked;
    }

    private static void put(Map<String, String> asked, String name, @Nullable String typed) {
        String text = Typed.text(typed);
        if (text != null) {
            asked.put(name, text);
        }
    }

    /** The address of the first page. */
    public String first() {
        return address(null);
    }

    /** @return null where there is no such page */
    @Nullable String page(@Nullable String cursor) {
        return cursor == null ? null : address(cursor);
    }

    private String address(@Nullable String cursor) {
        Map<String, String> asked = asked();
        if (cursor != null) {
            asked.put("cursor", cursor);
        }
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/operator/transfers");
        asked.forEach((name, value) -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode().buildAndExpand(asked).toUriString();
    }
}
