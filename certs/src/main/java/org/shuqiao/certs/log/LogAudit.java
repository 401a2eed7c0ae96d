package org.shuqiao.certs.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.MissingSignature;
import org.shuqiao.certs.SignatureRefused;

/**
 * Checks a whole log as it is shown, believing nothing but pinned keys: derives the tree anew from the tiles of level 0 and compares
 * it with the signed checkpoint, with all other tiles, with the leaves themselves as far as they are shown, and with checkpoints
 * that were kept from earlier on, so that a log that has changed its past is found out.
 *
 * <p>It reads every tile once, in memory of a fixed size. Stateless and thread-safe.
 */
public final class LogAudit {
    private static final String CHECKPOINT = "checkpoint";
    private static final String ROOT = "root";
    private static final String TILES = "tiles";
    private static final String ENTRIES = "entries";
    private static final String KEPT = "kept";

    private final List<LogKey> trusted;

    /** Names the keys that are believed; with none, no log passes. */
    public LogAudit(List<LogKey> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * Audits a log.
     *
     * @param kept earlier checkpoints of the same log, in any order
     * @return {@code checkpoint}, {@code root}, {@code tiles} and {@code entries}, then one {@code kept} for each of them; whatever
     *     cannot be read or cannot be looked at has failed
     */
    public List<Check> audit(LogSource source, List<KeptCheckpoint> kept) {
        Claim published;
        try {
            published = claim(source.checkpoint());
        } catch (LogUnreadable e) {
            published = Claim.refused("unreadable: " + e.getMessage());
        }
        Checkpoint checkpoint = published.checkpoint;
        return checkpoint == null ? refused(published, kept) : derived(checkpoint, source, kept);
    }

    /** Nothing further is fetched: how long a log is that nobody trusted has signed for is for a stranger to say. */
    private static List<Check> refused(Claim published, List<KeptCheckpoint> kept) {
        var checks = new ArrayList<Check>();
        checks.add(new Check(CHECKPOINT, false, published.detail));
        for (String name : List.of(ROOT, TILES, ENTRIES)) {
            checks.add(new Check(name, false, "not looked at without a checkpoint to believe"));
        }
        for (KeptCheckpoint each : kept) {
            checks.add(new Check(KEPT, false, each.name() + ": not looked at without a checkpoint to believe"));
        }
        return checks;
    }

    private List<Check> derived(Checkpoint published, LogSource source, List<KeptCheckpoint> kept) {
        var claims = new LinkedHashMap<KeptCheckpoint, Claim>();
        var stops = new TreeSet<Long>(List.of(published.size()));
        for (KeptCheckpoint each : kept) {
            Claim claim = claim(each.note());
            claims.put(each, claim);
            if (claim.checkpoint != null) {
                stops.add(claim.checkpoint.size());
            }
        }
        DerivedTree tree = DerivedTree.of(published.hash(), published.size(), source, stops);
        var checks = new ArrayList<Check>();
        checks.add(new Check(CHECKPOINT, true, published.origin() + " has signed for " + published.size() + " leaves"));
        checks.add(tree.check(ROOT, "the signed root", published.head()));
        checks.add(tree.tiles(TILES));
        checks.add(tree.entries(ENTRIES));
        for (Map.Entry<KeptCheckpoint, Claim> each : claims.entrySet()) {
            checks.add(kept(each.getKey().name(), each.getValue(), published, tree));
        }
        return checks;
    }

    private static Check kept(String name, Claim claim, Checkpoint published, DerivedTree tree) {
        Checkpoint earlier = claim.checkpoint;
        if (earlier == null) {
            return new Check(KEPT, false, name + ": " + claim.detail);
        }
        if (!earlier.origin().equals(published.origin()) || earlier.hash() != published.hash()) {
            return new Check(KEPT, false, name + ": is of another log");
        }
        if (earlier.size() > published.size()) {
            String shrunk = ": the log had " + earlier.size() + " leaves and now shows " + published.size();
            return new Check(KEPT, false, name + shrunk);
        }
        return tree.check(KEPT, name + ": its root", earlier.head());
    }

    private Claim claim(byte[] note) {
        SignedCheckpoint signed;
        try {
            signed = SignedCheckpoint.parse(note);
        } catch (MalformedCheckpoint e) {
            return Claim.refused("malformed: " + e.getMessage());
        }
        boolean held = false;
        for (LogKey key : trusted) {
            try {
                held |= isSignedBy(key, signed);
            } catch (SignatureRefused e) {
                return Claim.refused("refused: " + e.getMessage());
            }
        }
        return held ? new Claim(signed.checkpoint(), "") : Claim.refused("no trusted key has signed it");
    }

    /** A missing signature says nothing: the key may be another log's, or one that this log no longer or not yet signs with. */
    private static boolean isSignedBy(LogKey key, SignedCheckpoint signed) throws SignatureRefused {
        try {
            signed.verify(key);
            return true;
        } catch (MissingSignature e) {
            return false;
        }
    }

    /** A checkpoint with the signature of a trusted key, or why it is not believed. */
    private record Claim(@Nullable Checkpoint checkpoint, String detail) {
        static Claim refused(String detail) {
            return new Claim(null, detail);
        }
    }
}
