package org.shuqiao.routes.platforms;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Finding;
import org.shuqiao.mappings.platforms.MappingRefused;
import org.shuqiao.mappings.platforms.MappingWords;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformFolder;
import org.shuqiao.mappings.platforms.PlatformLoader;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.routes.ledger.RemappedLedger;
import org.shuqiao.routes.platforms.FolderStanding.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the folders of the home's platforms. One that has changed is read and compiled whole, once two looks have found the same in
 * it; then it takes the place of what was in force, or that stays in force and the reason is told. Used by one thread.
 */
public final class WatchPlatforms {
    private static final Logger LOG = LoggerFactory.getLogger(WatchPlatforms.class);

    /** More than anybody mends at once; the check on the command line tells all. */
    private static final int FINDINGS = 20;

    private final Path home;
    private final PlatformDirectory directory;
    private final PlatformLoader loader;
    private final RemappedLedger remapped;
    private final Duration preparing;
    private final Clock clock;
    private final MappingWords words = new MappingWords();
    private final Map<String, PlatformFolder> seen = new HashMap<>();
    private final Map<String, PlatformFolder> judged = new HashMap<>();
    /** Until when transfers may become READY that were prepared under a mapping that is in force no more. */
    private final Map<String, Instant> recalledUntil = new TreeMap<>();

    private final Map<String, FolderStanding> standings = new ConcurrentSkipListMap<>();

    /** @param preparing how long a transfer that is being prepared may take to become READY */
    public WatchPlatforms(
            Path home,
            Datasets datasets,
            PlatformDirectory directory,
            RemappedLedger remapped,
            Duration preparing,
            Clock clock) {
        this.home = home;
        this.directory = directory;
        this.loader = new PlatformLoader(datasets);
        this.remapped = remapped;
        this.preparing = preparing;
        this.clock = clock;
    }

    /** How each folder stands. */
    public Collection<FolderStanding> standings() {
        return List.copyOf(standings.values());
    }

    public void look() {
        Set<String> present = new HashSet<>();
        for (Path folder : folders()) {
            String id = String.valueOf(folder.getFileName());
            present.add(id);
            look(id, folder);
        }
        Set<String> gone = new HashSet<>(judged.keySet());
        gone.removeAll(present);
        for (String id : gone) {
            // What its jar says of it, if anything, is in force after the next start.
            stand(id, directory.find(id).isPresent() ? State.AWAITS_RESTART : State.NOT_CONFIGURED, "", List.of());
            judged.remove(id);
            seen.remove(id);
        }
        recall();
    }

    private List<Path> folders() {
        try {
            return Platforms.folders(home);
        } catch (MappingRefused unreadable) {
            stand("", State.REFUSED, "", List.of(words.finding(unreadable)));
            return List.of();
        }
    }

    private void look(String id, Path path) {
        PlatformFolder folder;
        try {
            folder = PlatformFolder.read(path);
        } catch (MappingRefused unreadable) {
            judged.remove(id);
            seen.remove(id);
            stand(id, State.REFUSED, "", List.of(words.finding(unreadable)));
            return;
        }
        boolean settled = isSame(folder, seen.put(id, folder));
        if (settled && !isSame(folder, judged.get(id))) {
            judged.put(id, folder);
            judge(id, folder);
        }
    }

    private static boolean isSame(PlatformFolder folder, @Nullable PlatformFolder other) {
        return other != null && folder.isSameAs(other);
    }

    private void judge(String id, PlatformFolder folder) {
        String hash = Sm3.hex(folder.content());
        List<Finding> findings = loader.refusals(folder).stream()
                .limit(FINDINGS)
                .map(words::finding)
                .toList();
        if (!findings.isEmpty()) {
            stand(id, State.REFUSED, hash, findings);
            return;
        }
        Platform platform = loader.load(folder);
        Platform inForce = directory.find(id).map(PlatformAccess::platform).orElse(null);
        if (inForce == null) {
            stand(id, State.NOT_CONFIGURED, hash, List.of());
        } else if (!platform.canFollow(inForce)) {
            stand(id, State.AWAITS_RESTART, hash, List.of());
        } else {
            if (!platform.isSameAs(inForce)) {
                directory.replace(platform);
                recalledUntil.put(id, clock.instant().plus(preparing));
            }
            stand(id, State.IN_FORCE, hash, List.of());
        }
    }

    private void stand(String id, State state, String hash, List<Finding> findings) {
        FolderStanding before = standings.get(id);
        if (before != null
                && before.state() == state
                && before.hash().equals(hash)
                && before.findings().equals(findings)) {
            return;
        }
        standings.put(id, new FolderStanding(id, state, hash, clock.instant(), findings));
        String first = findings.isEmpty()
                ? ""
                : " " + findings.get(0).file() + ":" + findings.get(0).line() + " "
                        + findings.get(0).rule();
        LOG.info("the folder of the platform {} is {}{}", id, state, first);
    }

    /** Also what becomes READY a moment later, because it was being prepared when the mapping changed. */
    private void recall() {
        recalledUntil.entrySet().removeIf(recalled -> {
            PlatformAccess access = directory.get(recalled.getKey());
            Map<String, String> hashes = new HashMap<>();
            for (String dataset : access.platform().descriptor().datasets().keySet()) {
                access.platform().mapping(dataset).ifPresent(mapping -> hashes.put(dataset, Sm3.hex(mapping.source())));
            }
            int left = remapped.recall(access.id(), hashes);
            return left == 0 && clock.instant().isAfter(recalled.getValue());
        });
    }
}
