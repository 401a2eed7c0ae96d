package org.shuqiao.gateway.console.overview;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole exchange at one instant: centers → accept → prepare → deliver → platforms, and what needs somebody.
 *
 * @param at when it was looked at
 * @param counted false where the ledger did not answer now; then the figures are the last that it gave
 * @param until when the traffic was last counted; null where the ledger has said nothing yet, and there are no figures
 * @param accept how accepting goes
 * @param prepare from accepting to preparing
 * @param uncovered what was not sent in the last minutes, since no agreement speaks of it
 * @param deliver from preparing to delivering
 * @param troubles worst first
 * @param abouts whom the troubles are about, by the id of the party
 */
record Picture(
        Instant at,
        boolean counted,
        @Nullable Instant until,
        List<Node> centers,
        Mood accept,
        Arrow prepare,
        long uncovered,
        Arrow deliver,
        List<Node> platforms,
        List<Trouble> troubles,
        Map<String, About> abouts) {

    /** At most so many of a kind are shown by themselves. */
    static final int SHOWN = 12;

    static final Duration WORTH_SHOWING = Duration.ofHours(1);

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final int HEIGHT = 92;
    private static final int TOP = 20;
    private static final int LEAST_ROWS = 3;

    public Mood mood() {
        return troubles.stream().map(Trouble::mood).reduce(Mood.GOOD, Mood::or);
    }

    public long urgent() {
        return troubles.stream().filter(trouble -> trouble.mood() == Mood.BAD).count();
    }

    /** The figures of all places as they are shown, by the {@code data-live} of their places. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        arrows().forEach(arrow -> texts.putAll(arrow.texts()));
        texts.put("uncovered", notSent());
        texts.put("as-of", asOf());
        return Map.copyOf(texts);
    }

    public String notSent() {
        return until == null ? Arrow.NOTHING : Arrow.number(uncovered);
    }

    /** Where it is of long ago it would pass for how things are. */
    boolean isWorthShowing(Instant now) {
        return at.isAfter(now.minus(WORTH_SHOWING));
    }

    /** The time of day that the figures are of, in China; with its date where that is not the day of this picture. */
    public String asOf() {
        if (until == null) {
            return Arrow.NOTHING;
        }
        ZonedDateTime then = until.atZone(CHINA);
        boolean today = then.toLocalDate().equals(LocalDate.ofInstant(at, CHINA));
        return (today ? SECOND : DAY_AND_SECOND).format(then);
    }

    List<Arrow> arrows() {
        return Stream.of(
                        centers.stream().map(Node::arrow),
                        Stream.of(prepare, deliver),
                        platforms.stream().map(Node::arrow))
                .flatMap(arrows -> arrows)
                .toList();
    }

    /** Changes when somebody comes or goes, or the ledger stops or begins to answer, so that the picture has to be drawn anew. */
    public String layout() {
        List<Object> shown = new ArrayList<>();
        shown.add(counted);
        Stream.concat(centers.stream(), platforms.stream())
                .forEach(node -> shown.add(List.of(node.arrow().id(), node.names(), node.together())));
        return Integer.toHexString(shown.hashCode());
    }

    /** Changes when the list of what needs somebody reads otherwise; not with every transfer more or less. */
    public String troubled() {
        return Integer.toHexString(troubles.stream()
                .map(trouble -> List.of(
                        trouble.kind(), trouble.mood(), trouble.party(), trouble.note(), roughly(trouble.count())))
                .toList()
                .hashCode());
    }

    private static long roughly(long count) {
        long step = 1;
        while (count / step >= 100) {
            step *= 10;
        }
        return count / step * step;
    }

    /** Whom a trouble is about, by name where that is known; empty where it is about nobody. */
    public String about(Trouble trouble, String language) {
        return known(trouble).names().in(language);
    }

    /** Key of the message that says what the route does that a trouble is about; null where it is about none. */
    public @Nullable String work(Trouble trouble) {
        return known(trouble).work();
    }

    /** What the message of {@link #work} speaks of: an array, since a name alone would be cut at its commas to make one. */
    public Object[] arguments(Trouble trouble, String language) {
        return new Object[] {about(trouble, language)};
    }

    private About known(Trouble trouble) {
        return requireNonNull(abouts.get(trouble.party()), "a trouble of this picture");
    }

    // Where things are on the picture, in its own units.

    public int height() {
        return TOP * 2 + Math.max(LEAST_ROWS, Math.max(centers.size(), platforms.size())) * HEIGHT;
    }

    public int middle() {
        return height() / 2;
    }

    /** The middle of a row, of so many that stand around the middle of the picture. */
    public int row(int index, int rows) {
        return middle() - rows * HEIGHT / 2 + index * HEIGHT + HEIGHT / 2;
    }
}
