package org.shuqiao.gateway.console.overview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The whole exchange at one instant: centers → accept → prepare → deliver → platforms, and what needs somebody.
 *
 * @param at when it was looked at
 * @param counted false where the ledger did not say; then all figures are noughts
 * @param until when the traffic was last counted
 * @param accept how accepting goes
 * @param prepare from accepting to preparing
 * @param uncovered what was not sent in the last minutes, since no agreement speaks of it
 * @param deliver from preparing to delivering
 * @param troubles worst first
 */
record Picture(
        Instant at,
        boolean counted,
        Instant until,
        List<Node> centers,
        Mood accept,
        Arrow prepare,
        long uncovered,
        Arrow deliver,
        List<Node> platforms,
        List<Trouble> troubles) {

    /** At most so many of a kind are shown by themselves. */
    static final int SHOWN = 12;

    private static final int HEIGHT = 84;
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
        return Map.copyOf(texts);
    }

    public String notSent() {
        return Arrow.number(uncovered);
    }

    List<Arrow> arrows() {
        return Stream.of(
                        centers.stream().map(Node::arrow),
                        Stream.of(prepare, deliver),
                        platforms.stream().map(Node::arrow))
                .flatMap(arrows -> arrows)
                .toList();
    }

    /** Changes when somebody comes or goes, so that the picture has to be drawn anew. */
    public String layout() {
        List<Object> shown = new ArrayList<>();
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
        return platforms.stream()
                .filter(node -> node.arrow().id().equals("p-" + trouble.party()))
                .findFirst()
                .map(node -> node.name(language))
                .orElse(trouble.party());
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
