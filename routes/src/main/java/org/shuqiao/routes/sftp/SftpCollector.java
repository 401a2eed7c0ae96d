package org.shuqiao.routes.sftp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collected.Why;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.ResultDocument;
import org.shuqiao.routes.sftp.SftpSession.Entry;

/**
 * Collects result files: {@code <name>.receipt.json} in the result folder, moved to {@code done} or {@code aside} below it once they are
 * taken. Where the server lets nothing be moved, the ledger knows what was taken.
 *
 * <p>Only names of letters, digits and {@code . - _} are looked at. A file that cannot be read is left alone until it has stayed the
 * same from one look to the next, since it may be half written.
 */
final class SftpCollector implements Collector {
    private static final String ENDING = ".receipt.json";
    private static final String DONE = "done";
    private static final String ASIDE = "aside";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ENTRIES = 10_000;
    private static final int FILE_BYTES = 8 << 20;
    private static final long BYTES_AT_ONCE = 32L << 20;
    private static final int MOVES_TRIED = 3;
    private static final int SAME_NAMES = 100;
    private static final int HASH_HEX_CHARS = 16;

    private final SftpLink link;
    private final String folder;
    private final ResultDocument results;
    private final SftpHealth health;
    /** What was seen of files that are still there, the longest seen first to be forgotten. */
    private final Map<Entry, Seen> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Entry, Seen> eldest) {
            return size() > ENTRIES;
        }
    };

    /**
     * @param source of a file that was read; null of one that could not be
     * @param moves how often it was tried to move it away
     */
    private record Seen(@Nullable String source, int moves) {}

    SftpCollector(SftpLink link, String folder, PlatformDescriptor.Receipt members, SftpHealth health) {
        this.link = link;
        this.folder = folder;
        this.results = new ResultDocument(members);
        this.health = health;
    }

    @Override
    public synchronized List<Collected> collect(int limit, Taken taken) throws PlaceFailed {
        List<Collected> collected = new ArrayList<>();
        try {
            boolean whole = link.use(PATIENCE, session -> collect(session, limit, taken, collected));
            if (whole) {
                health.well();
            } else {
                health.met(new SftpTrouble(SftpTrouble.Kind.TOO_MUCH));
            }
        } catch (SftpTrouble trouble) {
            health.met(trouble);
            if (collected.isEmpty()) {
                throw SftpHealth.failed(trouble);
            }
        }
        return collected;
    }

    /** @return whether the folder was seen as a whole */
    private boolean collect(SftpSession session, int limit, Taken taken, List<Collected> collected) throws SftpTrouble {
        SftpSession.Listing listing = session.list(folder, ENTRIES);
        List<Entry> files = listing.files().stream()
                .filter(file -> Names.isPlain(file.name()) && file.name().endsWith(ENDING))
                .distinct()
                .sorted(Comparator.comparingLong(Entry::modifiedSeconds).thenComparing(Entry::name))
                .toList();
        Set<String> known = taken.of(sourcesOf(files));
        long bytes = 0;
        for (Entry file : files) {
            Seen before = seen.get(file);
            if (before != null && before.moves() >= MOVES_TRIED && known.contains(before.source())) {
                continue;
            }
            if (collected.size() == limit || bytes + Math.min(file.size(), FILE_BYTES) > BYTES_AT_ONCE) {
                break;
            }
            bytes += file.size() > FILE_BYTES ? 0 : file.size();
            Collected read = read(session, file);
            if (read != null) {
                collected.add(read);
            }
        }
        return listing.isWhole();
    }

    private List<String> sourcesOf(List<Entry> files) {
        List<String> sources = new ArrayList<>();
        for (Entry file : files) {
            Seen before = seen.get(file);
            if (before != null && before.source() != null) {
                sources.add(before.source());
            }
        }
        return sources;
    }

    /** @return null where it has to be looked at again */
    private @Nullable Collected read(SftpSession session, Entry file) throws SftpTrouble {
        if (file.size() > FILE_BYTES) {
            return unreadable(file, Why.TOO_LONG);
        }
        byte[] bytes;
        try {
            bytes = session.read(path(file.name()), FILE_BYTES);
        } catch (SftpTrouble trouble) {
            return switch (trouble.kind()) {
                case TOO_MUCH -> unreadable(file, Why.TOO_LONG);
                case NOT_ALLOWED, FAILED -> onceMore(file);
                default -> throw trouble;
            };
        }
        if (bytes == null) {
            return null;
        }
        List<Collected.Row> rows = results.read(bytes);
        if (rows == null || bytes.length != file.size()) {
            return onceMore(file);
        }
        String source =
                source(file) + " " + HexFormat.of().formatHex(Sm3.digest(bytes)).substring(0, HASH_HEX_CHARS);
        seen.put(file, new Seen(source, moves(file)));
        return Collected.of(source, rows);
    }

    private int moves(Entry file) {
        Seen before = seen.get(file);
        return before == null ? 0 : before.moves();
    }

    private @Nullable Collected onceMore(Entry file) {
        return seen.putIfAbsent(file, new Seen(null, 0)) == null ? null : unreadable(file, Why.MALFORMED);
    }

    private Collected unreadable(Entry file, Why why) {
        String source = source(file);
        seen.put(file, new Seen(source, moves(file)));
        return Collected.unreadable(source, why);
    }

    private static String source(Entry file) {
        return file.name() + " " + file.size() + " " + file.modifiedSeconds();
    }

    @Override
    public void done(Collected collected) throws PlaceFailed {
        move(collected, DONE);
    }

    @Override
    public void putAside(Collected collected) throws PlaceFailed {
        move(collected, ASIDE);
    }

    private synchronized void move(Collected collected, String to) throws PlaceFailed {
        String[] parts = collected.source().split(" ", -1);
        Entry taken = new Entry(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        try {
            link.use(PATIENCE, session -> move(session, taken, to));
        } catch (SftpTrouble trouble) {
            if (trouble.kind() == SftpTrouble.Kind.LOST || trouble.kind() == SftpTrouble.Kind.NOT_REACHED) {
                throw SftpHealth.failed(trouble);
            }
            // It lets nothing be moved, perhaps; the ledger knows what was taken.
            seen.put(taken, new Seen(collected.source(), moves(taken) + 1));
        }
    }

    /** What has come under the name since is not what was taken, and stays. */
    private boolean move(SftpSession session, Entry taken, String to) throws SftpTrouble {
        if (!taken.equals(session.find(path(taken.name())))) {
            return false;
        }
        session.makeFolder(path(to));
        String target = freeName(session, path(to + "/" + taken.name()));
        session.rename(path(taken.name()), target);
        if (!taken.equals(found(session, target, taken.name()))) {
            session.rename(target, path(taken.name()));
            return false;
        }
        return true;
    }

    private static String freeName(SftpSession session, String name) throws SftpTrouble {
        String free = name;
        for (int again = 1; again < SAME_NAMES && session.find(free) != null; again++) {
            free = name + "." + again;
        }
        return free;
    }

    private static @Nullable Entry found(SftpSession session, String path, String name) throws SftpTrouble {
        Entry there = session.find(path);
        return there == null ? null : new Entry(name, there.size(), there.modifiedSeconds());
    }

    private String path(String name) {
        return folder + "/" + name;
    }
}
