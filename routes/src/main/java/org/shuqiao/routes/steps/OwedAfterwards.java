package org.shuqiao.routes.steps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Agreement.Permission;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.ledger.DutyAfter;

/** What the agreements that bind a transfer want done after it. */
final class OwedAfterwards {
    private static final String NOTIFY = "notify";
    private static final String RECEIPT_WITHIN = "receipt_within:";
    private static final String DELETE_AFTER = "delete_after:";
    private static final String REPORT_USE = "report_use:";

    private OwedAfterwards() {}

    /** A take-down is itself what a revocation demands, so none is taken down. */
    static List<DutyAfter> by(Decision.Permit permit, String dataset) {
        List<DutyAfter> owed = new ArrayList<>();
        for (Agreement agreement : permit.agreements()) {
            if (agreement.revocation().deletes() && !dataset.equals(Dataset.TAKE_DOWN)) {
                owed.add(new DutyAfter(agreement.id(), agreement.version(), DutyAfter.Kind.STOP_AND_DELETE, null));
            }
            if (agreement.retention() != null) {
                owed.add(new DutyAfter(
                        agreement.id(), agreement.version(), DutyAfter.Kind.RETENTION, agreement.retention()));
            }
            for (Permission permission : agreement.permissions()) {
                if (permission.dataset().equals(dataset)) {
                    onArrival(agreement, permission)
                            .forEach((kind, within) ->
                                    owed.add(new DutyAfter(agreement.id(), agreement.version(), kind, within)));
                }
            }
        }
        return List.copyOf(owed);
    }

    /** Of two times for the same the shorter counts. */
    private static Map<DutyAfter.Kind, Duration> onArrival(Agreement agreement, Permission permission) {
        Map<DutyAfter.Kind, Duration> owed = new EnumMap<>(DutyAfter.Kind.class);
        for (String duty : permission.duties()) {
            if (duty.equals(NOTIFY)) {
                owed.put(DutyAfter.Kind.NOTIFY, Duration.ZERO);
            } else if (duty.startsWith(RECEIPT_WITHIN)) {
                Duration within = Duration.ofHours(number(duty, RECEIPT_WITHIN));
                owed.merge(DutyAfter.Kind.RECEIPT_WITHIN, within, OwedAfterwards::shorter);
            } else if (duty.startsWith(DELETE_AFTER)) {
                Duration within = Duration.ofDays(number(duty, DELETE_AFTER));
                owed.merge(DutyAfter.Kind.DELETE_AFTER, within, OwedAfterwards::shorter);
            } else if (duty.startsWith(REPORT_USE)) {
                reportEvery(agreement).ifPresent(every -> owed.put(DutyAfter.Kind.REPORT_USE, every));
            }
        }
        return owed;
    }

    /** How often the consumer has to report: one report is about the whole agreement, so the shortest of its times counts. */
    static Optional<Duration> reportEvery(Agreement agreement) {
        return agreement.permissions().stream()
                .flatMap(permission -> permission.duties().stream())
                .filter(duty -> duty.startsWith(REPORT_USE))
                .map(duty -> Duration.ofDays(number(duty, REPORT_USE)))
                .min(Comparator.naturalOrder());
    }

    /** The number is followed by its unit, as the schema of the profile has it. */
    private static long number(String duty, String prefix) {
        return Long.parseLong(duty.substring(prefix.length(), duty.length() - 1));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
