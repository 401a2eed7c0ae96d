package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.HeldTransfers.Held;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Step 10 of the decision, in the transaction of a claim: puts what was claimed into calls, reserves the quota of every agreement that
 * binds them, and takes back the claim of what is out of quota or window. Transfers that the same agreements limit have calls of their
 * own. Costs no statement where none is limited.
 */
final class Admission {
    private final QuotaRows quotas;
    private final HeldTransfers holding;

    Admission(JdbcTemplate jdbc) {
        this.quotas = new QuotaRows(jdbc);
        this.holding = new HeldTransfers(jdbc);
    }

    /** @param allowances JSON of those of its decision; null where nothing limits it */
    record Claimed(ClaimedTransfer transfer, @Nullable String allowances) {}

    private record Group(List<Allowance> allowances, List<ClaimedTransfer> transfers) {
        /** From when on every window is open, as far as each can tell for itself. */
        Instant opens(Instant now) {
            return allowances.stream()
                    .map(allowance -> allowance.opens(now))
                    .max(Comparator.naturalOrder())
                    .orElse(now);
        }
    }

    /** @return the calls to be made */
    List<List<ClaimedTransfer>> admit(List<Claimed> claimed, CallPlan plan) {
        List<ClaimedTransfer> free = new ArrayList<>();
        Map<String, List<ClaimedTransfer>> limited = new TreeMap<>();
        for (Claimed one : claimed) {
            if (one.allowances() == null) {
                free.add(one.transfer());
            } else {
                limited.computeIfAbsent(one.allowances(), json -> new ArrayList<>())
                        .add(one.transfer());
            }
        }
        List<List<ClaimedTransfer>> calls = new ArrayList<>(plan.calls(free, Integer.MAX_VALUE));
        if (!limited.isEmpty()) {
            calls.addAll(admit(limited, plan));
        }
        return calls;
    }

    private List<List<ClaimedTransfer>> admit(Map<String, List<ClaimedTransfer>> limited, CallPlan plan) {
        List<Held> held = new ArrayList<>();
        List<Group> open = new ArrayList<>();
        limited.forEach((json, transfers) -> {
            Group group = new Group(Allowance.read(json), transfers);
            Instant now = transfers.get(0).claimedAt();
            Instant opens = group.opens(now);
            if (opens.isAfter(now)) {
                transfers.forEach(one -> held.add(new Held(one.id(), ReasonCode.WINDOW, opens)));
            } else {
                open.add(group);
            }
        });
        List<List<ClaimedTransfer>> calls = open.isEmpty() ? List.of() : book(open, plan, held);
        holding.hold(held);
        return calls;
    }

    private List<List<ClaimedTransfer>> book(List<Group> open, CallPlan plan, List<Held> held) {
        Set<QuotaKey> keys = open.stream()
                .flatMap(group -> group.allowances().stream())
                .filter(Allowance::counts)
                .map(Allowance::key)
                .collect(Collectors.toSet());
        Map<QuotaKey, QuotaAccount> accounts = keys.isEmpty() ? Map.of() : quotas.lock(keys);
        Instant now = open.get(0).transfers().get(0).claimedAt();
        accounts.values().forEach(account -> account.turnTo(now));
        List<UUID> transfers = open.stream()
                .flatMap(group -> group.transfers().stream().map(ClaimedTransfer::id))
                .toList();
        QuotaBooking booking =
                new QuotaBooking(accounts, keys.isEmpty() ? List.of() : quotas.of(transfers), UUID::randomUUID);
        List<List<ClaimedTransfer>> calls = new ArrayList<>();
        open.forEach(group -> calls.addAll(booking.book(group.allowances(), group.transfers(), plan)));
        if (!booking.made().isEmpty()) {
            quotas.write(accounts.values());
            quotas.reserve(booking.made());
        }
        held.addAll(booking.held());
        return calls;
    }
}
