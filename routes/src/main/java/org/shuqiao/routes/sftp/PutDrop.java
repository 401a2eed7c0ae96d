package org.shuqiao.routes.sftp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.shuqiao.certs.Sm3;

/**
 * Puts a batch on a server: contents, signature and manifest under names that say that they are not whole, renamed when they are, and
 * last of all {@code .ok}. Before its renaming nothing is delivered, whatever lies there; after it everything is. What is there of the
 * same batch already is completed, and never overwritten.
 */
public final class PutDrop {
    private static final String OK = ".ok";
    private static final String MANIFEST = ".manifest.json";
    private static final String SIGNATURE = ".manifest.sig";
    private static final String PART = ".part";
    private static final int PART_HEX_CHARS = 16;
    private static final int NAMES_TRIED = 8;
    private static final int MARK_BYTES = 1 << 10;
    private static final int MANIFEST_BYTES = 1 << 20;
    private static final int ENTRIES_LOOKED_THROUGH = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final SftpLink link;
    private final Duration within;
    private final Clock clock;

    /** @param within how long all of it may take, which must be shorter than the lease of the claim */
    public PutDrop(SftpLink link, Duration within, Clock clock) {
        this.link = link;
        this.within = within;
        this.clock = clock;
    }

    /** Whether a batch is delivered. */
    public enum Fate {
        DELIVERED,
        /** Told by {@link SftpTrouble} outside of this class. */
        SURELY_NOT,
        /** The connection broke while {@code .ok} got its name, and the server could not be asked. */
        UNKNOWN
    }

    /** @throws SftpTrouble where surely nothing was delivered */
    public Fate put(Drop drop) throws SftpTrouble {
        long ends = System.nanoTime() + within.toNanos();
        Optional<String> prepared = link.use(within, session -> prepare(session, drop));
        if (prepared.isEmpty()) {
            return Fate.DELIVERED;
        }
        String name = prepared.get();
        try {
            return link.use(left(ends), session -> deliver(session, drop, name));
        } catch (SftpTrouble trouble) {
            return asked(drop, name, left(ends), trouble);
        }
    }

    private static Duration left(long ends) {
        return Duration.ofNanos(ends - System.nanoTime());
    }

    /** @return the name under which everything lies that is listed, with {@code .ok} still to be named; empty where it is delivered */
    private Optional<String> prepare(SftpSession session, Drop drop) throws SftpTrouble {
        for (int shift = 0; shift < NAMES_TRIED; shift++) {
            String name = drop.name(shift);
            switch (look(session, drop, name)) {
                case DELIVERED -> {
                    return Optional.empty();
                }
                case OURS -> {
                    complete(session, drop, name);
                    return Optional.of(name);
                }
                case ANOTHERS -> {}
            }
        }
        throw new SftpTrouble(SftpTrouble.Kind.NAMES_TAKEN);
    }

    private enum Found {
        DELIVERED,
        OURS,
        ANOTHERS
    }

    private static Found look(SftpSession session, Drop drop, String name) throws SftpTrouble {
        byte[] ok = session.read(path(drop, name, OK), MARK_BYTES);
        if (ok != null) {
            return Arrays.equals(ok, drop.mark()) ? Found.DELIVERED : Found.ANOTHERS;
        }
        Drop.Content first = drop.contents().get(0);
        String path = path(drop, first.nameIn(name), "");
        if (session.size(path).isEmpty()) {
            return Found.OURS;
        }
        return isThere(session, path, first) ? Found.OURS : Found.ANOTHERS;
    }

    private static boolean isThere(SftpSession session, String path, Drop.Content content) throws SftpTrouble {
        if (session.size(path).orElse(-1) != content.bytes()) {
            return false;
        }
        byte[] there = session.read(path, Math.toIntExact(content.bytes()));
        return there != null && content.sm3().equals(HexFormat.of().formatHex(Sm3.digest(there)));
    }

    private void complete(SftpSession session, Drop drop, String name) throws SftpTrouble {
        for (Drop.Content content : drop.contents()) {
            putContent(session, content, path(drop, content.nameIn(name), ""));
        }
        Drop.Sealed sealed = drop.seal().of(name);
        putOwn(session, drop, name, SIGNATURE, sealed.signature());
        putOwn(session, drop, name, MANIFEST, sealed.manifest());
        requireWhole(session, drop, name, sealed);
        write(session, part(drop, name, OK), drop.mark());
        clean(session, drop, name);
    }

    /** Its bytes follow from its name, so attempts at it write the same, and one goes on where another has ended. */
    private static void putContent(SftpSession session, Drop.Content content, String path) throws SftpTrouble {
        if (session.size(path).orElse(-1) == content.bytes()) {
            return;
        }
        boolean unused = session.remove(path);
        String part = path + "." + content.sm3().substring(0, PART_HEX_CHARS) + PART;
        try (InputStream source = content.source().open()) {
            session.write(part, source, content.bytes());
        } catch (SftpTrouble trouble) {
            throw trouble;
        } catch (IOException notClosed) {
            throw new SftpTrouble(SftpTrouble.Kind.ATTACHMENT_GONE, notClosed);
        }
        session.rename(part, path);
    }

    /** That of an attempt that got no further is nobody's: without {@code .ok} it was never delivered. */
    private static void putOwn(SftpSession session, Drop drop, String name, String ending, byte[] bytes)
            throws SftpTrouble {
        String part = part(drop, name, ending);
        write(session, part, bytes);
        boolean unused = session.remove(path(drop, name, ending));
        session.rename(part, path(drop, name, ending));
    }

    private static void write(SftpSession session, String path, byte[] bytes) throws SftpTrouble {
        boolean unused = session.remove(path);
        session.write(path, new ByteArrayInputStream(bytes), bytes.length);
    }

    /** Somebody else, or a full disk, may have been at it since. */
    private static void requireWhole(SftpSession session, Drop drop, String name, Drop.Sealed sealed)
            throws SftpTrouble {
        boolean whole = Arrays.equals(session.read(path(drop, name, MANIFEST), MANIFEST_BYTES), sealed.manifest())
                && Arrays.equals(session.read(path(drop, name, SIGNATURE), MANIFEST_BYTES), sealed.signature());
        for (Drop.Content content : drop.contents()) {
            whole = whole && session.size(path(drop, content.nameIn(name), "")).orElse(-1) == content.bytes();
        }
        if (!whole) {
            throw new SftpTrouble(SftpTrouble.Kind.CHANGED);
        }
    }

    private static Fate deliver(SftpSession session, Drop drop, String name) throws SftpTrouble {
        session.rename(part(drop, name, OK), path(drop, name, OK));
        return Fate.DELIVERED;
    }

    /** What became of the last step. What can be taken away can no longer get its name, even if the server still has it to do. */
    private Fate asked(Drop drop, String name, Duration left, SftpTrouble trouble) throws SftpTrouble {
        Fate fate;
        try {
            fate = link.use(left, session -> {
                if (isMarked(session, drop, name)) {
                    return Fate.DELIVERED;
                }
                if (session.remove(part(drop, name, OK))) {
                    return Fate.SURELY_NOT;
                }
                return isMarked(session, drop, name) ? Fate.DELIVERED : Fate.UNKNOWN;
            });
        } catch (SftpTrouble cannotBeAsked) {
            fate = trouble.kind() == SftpTrouble.Kind.LOST ? Fate.UNKNOWN : Fate.SURELY_NOT;
        }
        if (fate == Fate.SURELY_NOT) {
            throw trouble;
        }
        return fate;
    }

    private static boolean isMarked(SftpSession session, Drop drop, String name) throws SftpTrouble {
        return Arrays.equals(session.read(path(drop, name, OK), MARK_BYTES), drop.mark());
    }

    /** Takes away what earlier attempts have left behind. That it does not succeed is no reason not to deliver. */
    private void clean(SftpSession session, Drop drop, String name) throws SftpTrouble {
        if (drop.attempt() <= 1) {
            return;
        }
        long forgotten = clock.instant().minus(FORGOTTEN_AFTER).getEpochSecond();
        String mine = name + OK + "." + drop.attempt() + PART;
        try {
            for (SftpSession.Entry entry :
                    session.list(drop.folder(), ENTRIES_LOOKED_THROUGH).files()) {
                boolean leftover = Names.isPlain(entry.name())
                        && entry.name().endsWith(PART)
                        && entry.name().startsWith(drop.sender())
                        && !entry.name().equals(mine)
                        && (entry.name().startsWith(name) || entry.modifiedSeconds() < forgotten);
                if (leftover) {
                    boolean unused = session.remove(drop.folder() + "/" + entry.name());
                }
            }
        } catch (SftpTrouble trouble) {
            if (trouble.kind() == SftpTrouble.Kind.LOST) {
                throw trouble;
            }
        }
    }

    private static String path(Drop drop, String name, String ending) {
        return drop.folder() + "/" + name + ending;
    }

    private static String part(Drop drop, String name, String ending) {
        return path(drop, name, ending) + "." + drop.attempt() + PART;
    }
}
