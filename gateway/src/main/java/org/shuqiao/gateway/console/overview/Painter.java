package org.shuqiao.gateway.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.overview.Node.Names;
import org.shuqiao.gateway.console.overview.Seen.Counted;
import org.shuqiao.gateway.console.overview.TroubleKind.Place;
import org.shuqiao.routes.ledger.OperatorLedger.PlatformState;
import org.shuqiao.routes.ledger.TrafficLedger.Backlog;
import org.shuqiao.routes.ledger.TrafficLedger.Flow;
import org.shuqiao.routes.ledger.TrafficLedger.Side;
import org.shuqiao.routes.ledger.TrafficLedger.Volume;
import org.shuqiao.routes.ledger.TransferState;

/** Makes a picture of what a look has found. */
final class Painter {
    private static final Duration SLOW = Duration.ofMinutes(1);

    /** Of a center's transfers in the last minutes; below it, what failed is seen where it failed. */
    private static final double FAILED_SHARE = 0.05;

    private static final TransferState[] UNSENT = {
        TransferState.PENDING, TransferState.WAITING, TransferState.READY, TransferState.SENDING, TransferState.UNKNOWN
    };

    private final Counted counted;
    private final Instant at;
    private final List<Trouble> troubles;
    private final Function<String, Names> names;

    private Painter(Counted counted, Instant at, List<Trouble> troubles, Function<String, Names> names) {
        this.counted = counted;
        this.at = at;
        this.troubles = troubles;
        this.names = names;
    }

    /** @param names of platforms, by id */
    static Picture paint(Seen seen, Function<String, Names> names) {
        List<Trouble> troubles = new ArrayList<>(GatewayTroubles.of(seen));
        troubles.addAll(PlatformTroubles.of(seen.standing()));
        troubles.addAll(WorkTroubles.of(seen));
        if (!seen.answered()) {
            troubles.removeIf(trouble -> trouble.kind() == TroubleKind.LEDGER_AWAY);
            troubles.add(Trouble.of(TroubleKind.LEDGER_AWAY));
        }
        Counted counted = seen.counted();
        if (counted == null) {
            return blank(seen.at(), sorted(troubles), names);
        }
        troubles.addAll(PlatformTroubles.of(counted, seen.at()));
        troubles.addAll(WorkTroubles.of(counted, seen.at()));
        return new Painter(counted, seen.at(), sorted(troubles), names).picture(seen.answered());
    }

    private static List<Trouble> sorted(List<Trouble> troubles) {
        return troubles.stream().sorted(Trouble.WORST_FIRST).toList();
    }

    private static Picture blank(Instant at, List<Trouble> troubles, Function<String, Names> names) {
        Arrow prepare = Arrow.uncounted("prepare", Mood.BAD);
        Arrow deliver = Arrow.uncounted("deliver", Mood.BAD);
        Map<String, About> about = about(troubles, null, names);
        return new Picture(at, false, null, List.of(), Mood.BAD, prepare, 0, deliver, List.of(), troubles, about);
    }

    private Picture picture(boolean answered) {
        List<Node> centers = centers();
        List<Node> platforms = platforms();
        Arrow prepare = prepare();
        return new Picture(
                at,
                answered,
                counted.recent().until(),
                centers,
                at(Place.ACCEPT).or(prepare.perMinute() > 0 ? Mood.GOOD : Mood.IDLE),
                prepare,
                counted.flow(Side.PREPARED, "").map(Flow::uncovered).orElse(0L),
                deliver(platforms.stream().map(Node::arrow).toList()),
                platforms,
                troubles,
                about(troubles, counted, names));
    }

    private static Map<String, About> about(
            List<Trouble> troubles, @Nullable Counted counted, Function<String, Names> names) {
        return troubles.stream()
                .collect(Collectors.toMap(
                        Trouble::party, trouble -> About.of(trouble, counted, names), (one, same) -> one));
    }

    private Mood at(Place place) {
        return Node.worst(
                troubles.stream().filter(trouble -> trouble.place() == place).toList());
    }

    private List<Node> centers() {
        List<Volume> all = counted.volumes();
        List<Node> shown = all.stream()
                .limit(Picture.SHOWN)
                .sorted(Comparator.comparing(Volume::center))
                .map(volume -> new Node(
                        center(volume.center()),
                        Names.same(volume.name()),
                        1,
                        "/operator/transfers?center=" + volume.center()))
                .toList();
        return withOthers(
                shown,
                "c-others",
                all.stream()
                        .skip(Picture.SHOWN)
                        .map(volume -> center(volume.center()))
                        .toList());
    }

    private Arrow center(String usci) {
        Optional<Flow> flow = counted.flow(Side.CENTER, usci);
        Optional<Backlog> backlog = counted.backlogs().stream()
                .filter(one -> one.center().equals(usci))
                .findFirst();
        long failed = flow.map(Flow::refused).orElse(0L) + counted.held().getOrDefault(usci, 0L);
        boolean slow =
                backlog.filter(one -> one.since().plus(SLOW).isBefore(at)).isPresent();
        boolean failing = failed > FAILED_SHARE * (failed + flow.map(Flow::went).orElse(0L));
        return arrow(
                "c-" + usci,
                flow.map(Flow::came).orElse(0L),
                backlog.map(Backlog::submissions).orElse(0L),
                failed,
                median(flow),
                failing || slow ? Mood.WARN : Mood.IDLE);
    }

    private Arrow prepare() {
        Optional<Flow> flow = counted.flow(Side.PREPARED, "");
        long came = counted.recent().flows().stream()
                .filter(one -> one.side() == Side.CENTER)
                .mapToLong(Flow::came)
                .sum();
        long quarantined = PlatformTroubles.transfers(counted.open(TransferState.QUARANTINED));
        return arrow(
                "prepare",
                came,
                counted.open().submissions().count(),
                flow.map(Flow::refused).orElse(0L) + quarantined,
                median(flow),
                at(Place.PREPARE));
    }

    private Arrow deliver(List<Arrow> platforms) {
        List<Flow> flows = counted.recent().flows().stream()
                .filter(one -> one.side() == Side.PLATFORM && one.median() != null)
                .toList();
        long went = flows.stream().mapToLong(Flow::went).sum();
        long millis = flows.stream()
                .mapToLong(one -> Objects.requireNonNull(one.median()).toMillis() * one.went())
                .sum();
        return arrow(
                "deliver",
                counted.flow(Side.PREPARED, "").map(Flow::went).orElse(0L),
                PlatformTroubles.transfers(counted.open(UNSENT)),
                platforms.stream().mapToLong(Arrow::failed).sum(),
                went == 0 ? null : Duration.ofMillis(millis / went),
                at(Place.DELIVER));
    }

    /** Those with trouble are among those that are shown. */
    private List<Node> platforms() {
        List<Node> all = counted.platforms().stream()
                .map(this::platform)
                .sorted(Comparator.comparing((Node node) -> node.arrow().mood())
                        .thenComparing(node -> node.arrow().perMinute())
                        .reversed()
                        .thenComparing(node -> node.arrow().id()))
                .toList();
        List<Node> shown = all.stream()
                .limit(Picture.SHOWN)
                .sorted(Comparator.comparing(node -> node.arrow().id()))
                .toList();
        return withOthers(
                shown,
                "p-others",
                all.stream().skip(Picture.SHOWN).map(Node::arrow).toList());
    }

    private Node platform(PlatformState platform) {
        String id = platform.id();
        Optional<Flow> flow = counted.flow(Side.PLATFORM, id);
        long parked = PlatformTroubles.transfers(counted.open(id, TransferState.PARKED));
        Mood mood =
                Node.worst(troubles.stream().filter(trouble -> trouble.isOf(id)).toList());
        Arrow arrow = arrow(
                "p-" + id,
                flow.map(Flow::went).orElse(0L),
                PlatformTroubles.backlog(counted, id),
                flow.map(Flow::refused).orElse(0L) + parked,
                median(flow),
                mood);
        return new Node(arrow, names.apply(id), 1, "/operator/platforms/" + id);
    }

    private static List<Node> withOthers(List<Node> shown, String id, List<Arrow> others) {
        if (others.isEmpty()) {
            return shown;
        }
        Arrow together = new Arrow(
                id,
                others.stream().mapToDouble(Arrow::perMinute).sum(),
                others.stream().mapToLong(Arrow::backlog).sum(),
                others.stream().mapToLong(Arrow::failed).sum(),
                null,
                others.stream().map(Arrow::mood).reduce(Mood.IDLE, Mood::or));
        List<Node> all = new ArrayList<>(shown);
        all.add(new Node(together, Names.NONE, others.size(), ""));
        return all;
    }

    private Arrow arrow(String id, long went, long backlog, long failed, @Nullable Duration median, Mood troubled) {
        double minutes = Math.max(1, counted.recent().over().toSeconds()) / 60.0;
        Mood calm = went + backlog > 0 ? Mood.GOOD : Mood.IDLE;
        return new Arrow(id, went / minutes, backlog, failed, median, calm.or(troubled));
    }

    private static @Nullable Duration median(Optional<Flow> flow) {
        return flow.<@Nullable Duration>map(Flow::median).orElse(null);
    }
}
