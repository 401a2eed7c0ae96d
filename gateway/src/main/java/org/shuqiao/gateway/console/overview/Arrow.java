package org.shuqiao.gateway.console.overview;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What flows from one place of the picture to the next, over the last minutes.
 *
 * @param id stays the same while the picture lives
 * @param perMinute how much went
 * @param backlog what waits to go
 * @param failed what was refused in these minutes, and what is held for a person now
 * @param median how long it took what went; null where nothing went
 * @param counted false where nobody knows the figures
 */
record Arrow(
        String id, double perMinute, long backlog, long failed, @Nullable Duration median, Mood mood, boolean counted) {
    static final String NOTHING = "—";

    Arrow(String id, double perMinute, long backlog, long failed, @Nullable Duration median, Mood mood) {
        this(id, perMinute, backlog, failed, median, mood, true);
    }

    static Arrow uncounted(String id, Mood mood) {
        return new Arrow(id, 0, 0, 0, null, mood, false);
    }

    /** The figures as they are shown: numbers with group separators, times with SI units, the same in every language. */
    Map<String, String> texts() {
        return Map.of(
                id + ".rate", rate(),
                id + ".backlog", waiting(),
                id + ".failed", failures(),
                id + ".median", time());
    }

    /** Records come and are prepared; of each a transfer goes to every platform that an agreement covers. */
    public String unit() {
        return id.startsWith("c-") || id.equals("prepare") ? "records" : "transfers";
    }

    public String rate() {
        if (!counted) {
            return NOTHING;
        }
        return perMinute > 0 && perMinute < 10
                ? String.format(Locale.ROOT, "%.1f", perMinute)
                : number(Math.round(perMinute));
    }

    public String waiting() {
        return counted ? number(backlog) : NOTHING;
    }

    public String failures() {
        return counted ? number(failed) : NOTHING;
    }

    public String time() {
        return span(median);
    }

    /** Classes of styles: the mood, and how wide the flow is. */
    public String look() {
        int width = perMinute <= 0 ? 0 : perMinute < 10 ? 1 : perMinute < 100 ? 2 : 3;
        return mood.key() + " flow-" + width;
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String span(@Nullable Duration time) {
        if (time == null) {
            return NOTHING;
        }
        if (time.toMillis() < 1_000) {
            return time.toMillis() + " ms";
        }
        if (time.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (time.toMinutes() < 60) {
            return time.toMinutes() + " min";
        }
        return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " d";
    }
}
