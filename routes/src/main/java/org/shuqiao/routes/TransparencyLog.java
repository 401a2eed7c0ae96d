package org.shuqiao.routes;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.LogLedger;
import org.shuqiao.routes.steps.CompareLog;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.Departures.Watch;
import org.shuqiao.routes.steps.KeptCheckpoint;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.LogGuard;
import org.shuqiao.routes.steps.LogStatus;
import org.shuqiao.routes.steps.OwnLog;
import org.shuqiao.routes.steps.SequenceLog;
import org.shuqiao.routes.steps.StampCheckpoint;

/** The transparency log of a ledger as one gateway keeps it, and whether anything may leave because of it. */
public final class TransparencyLog {
    private final OwnLog log;
    private final Departures departures;
    private final LogGuard guard;
    private final SequenceLog sequence;
    private final @Nullable StampCheckpoint stamp;
    private final Duration stampEvery;

    /** @throws org.shuqiao.routes.ledger.OtherLog where the ledger holds a log of another origin or hash */
    TransparencyLog(Ledger ledger, LogParts parts, KeyStore keys, Clock clock, SecureRandom random) {
        this.log = new OwnLog(parts.origin(), ledger.logHash(), parts.signer(), keys::logChains);
        LogLedger tree = ledger.log();
        CheckpointLedger checkpoints = ledger.checkpoints();
        tree.open(log.origin(), log.hash());
        LogParts.Timestamps timestamps = parts.timestamps();
        KeptCheckpoint kept = new KeptCheckpoint(parts.keptCheckpoint(), log);
        CompareLog compare = new CompareLog(log, tree, checkpoints, kept);
        this.departures = new Departures(clock, EnumSet.of(Watch.LEDGER, Watch.LOG), Limits.LOG_LOOKED_AT_WITHIN);
        this.guard = new LogGuard(
                compare, log, tree, checkpoints, departures, timestamps.areOn() ? timestamps.budget() : null, clock);
        this.sequence = new SequenceLog(log, tree, checkpoints, kept, compare, ledger.transaction(), departures, clock);
        this.stamp = timestamps.areOn()
                ? new StampCheckpoint(checkpoints, timestamps.urls(), timestamps.authorities(), clock, random)
                : null;
        this.stampEvery = timestamps.every();
    }

    /** Looks at the log and signs what a predecessor has left, so that in the usual case departures are open from the start. */
    void start() {
        try {
            guard.look();
            sequence.sequence();
            guard.look();
        } catch (RuntimeException ledgerAway) {
            // Closed, then; the routes look again.
        }
    }

    LogRoute route() {
        return new LogRoute(sequence, guard, stamp, stampEvery);
    }

    /** Its name, hash and key. */
    public OwnLog log() {
        return log;
    }

    public Departures departures() {
        return departures;
    }

    /** The log as it was found at the last look. */
    public LogStatus status() {
        return guard.status();
    }
}
