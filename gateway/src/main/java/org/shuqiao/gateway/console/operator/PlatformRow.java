package org.shuqiao.gateway.console.operator;

import java.util.List;
import org.shuqiao.gateway.PlatformResponse;
import org.shuqiao.gateway.PlatformSwitches;

/**
 * A platform as the page shows it.
 *
 * @param way how what leaves gets there: {@code api}, {@code sftp}, {@code frontdb} or {@code offline}; empty for one that this gateway does
 *     not reach
 * @param carried whether people carry packages there
 * @param waiting transfers that may be sent
 * @param underWay transfers whose fate is open
 * @param parked transfers that wait for somebody's decision
 * @param aside rows that it has said and that could not be used
 * @param troubles worst first; empty where all is well
 */
record PlatformRow(
        PlatformResponse platform,
        String name,
        String way,
        boolean carried,
        long waiting,
        long underWay,
        long parked,
        long aside,
        List<Trouble> troubles) {

    /** What has not left; of what people carry, what no package has taken yet. */
    public long toSend() {
        return carried ? waiting : platform.backlog();
    }

    /** What has left and whose receipt is awaited: of what people carry, the only word of it that comes back. */
    public long receipts() {
        long taken = platform.outstandingReceipts().count();
        return carried ? underWay + taken : taken;
    }

    /** How its badge looks. */
    public String tone() {
        return troubles.isEmpty() ? "good" : troubles.get(0).tone();
    }

    /** Whether its circuit is open: it is left alone for a while. Switched off by people is something else. */
    public boolean resting() {
        return platform.circuit() == PlatformSwitches.State.RESTING;
    }

    /** Whether people have switched it off. */
    public boolean off() {
        return platform.circuit() == PlatformSwitches.State.PAUSED;
    }

    /** The word for its circuit. */
    public String circuit() {
        return resting() ? "operator.platforms.circuit.open" : "operator.platforms.circuit.closed";
    }

    /** The word of its badge. */
    public String word() {
        return troubles.isEmpty() ? "operator.platforms.well" : troubles.get(0).word();
    }
}
