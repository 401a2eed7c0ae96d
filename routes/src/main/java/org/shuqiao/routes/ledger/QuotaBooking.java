package org.shuqiao.routes.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.HeldTransfers.Held;

/**
 * Books one claim on accounts that are locked: every call that is to be made, with each of its transfers, under each agreement that
 * counts them. What was booked for an earlier attempt is used again: transfers of one call that leave together need no other.
 */
final class QuotaBooking {
    private final Map<QuotaKey, QuotaAccount> accounts;
    private final Map<UUID, Map<QuotaKey, Reservation>> reserved = new HashMap<>();
    private final List<Reservation> made = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final Supplier<UUID> newCalls;

    /** @param before what the transfers hold already */
    QuotaBooking(Map<QuotaKey, QuotaAccount> accounts, Collection<Reservation> before, Supplier<UUID> newCalls) {
        this.accounts = accounts;
        this.newCalls = newCalls;
        before.forEach(this::keep);
    }

    List<Reservation> made() {
        return made;
    }

    List<Held> held() {
        return held;
    }

    /**
     * @param allowances those of every agreement that binds these transfers
     * @return the calls that may be made; transfers that are in none of them are {@link #held}
     */
    List<List<ClaimedTransfer>> book(List<Allowance> allowances, List<ClaimedTransfer> transfers, CallPlan plan) {
        int rows = allowances.stream()
                .map(Allowance::rowsPerCall)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(Integer.MAX_VALUE);
        List<Allowance> counted = allowances.stream().filter(Allowance::counts).toList();
        List<List<ClaimedTransfer>> calls = new ArrayList<>();
        for (List<ClaimedTransfer> together : byFormerCall(transfers, counted)) {
            for (List<ClaimedTransfer> call : plan.calls(together, rows)) {
                List<ClaimedTransfer> booked = bookCall(call, counted);
                if (!booked.isEmpty()) {
                    calls.add(booked);
                }
            }
        }
        return calls;
    }

    /** Those that were in one call before stay together, and apart from others. */
    private Collection<List<ClaimedTransfer>> byFormerCall(List<ClaimedTransfer> transfers, List<Allowance> counted) {
        return transfers.stream()
                .sorted(Comparator.comparing(ClaimedTransfer::id))
                .collect(Collectors.groupingBy(
                        transfer -> formerCalls(transfer, counted), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private Map<QuotaKey, UUID> formerCalls(ClaimedTransfer transfer, List<Allowance> counted) {
        Map<QuotaKey, UUID> calls = new HashMap<>();
        for (Allowance allowance : counted) {
            Reservation former = reservation(transfer, allowance);
            if (former != null && former.holdsCall()) {
                calls.put(allowance.key(), former.call());
            }
        }
        return calls;
    }

    /** @return those of the call for which there is room */
    private List<ClaimedTransfer> bookCall(List<ClaimedTransfer> call, List<Allowance> counted) {
        List<Allowance> anew = counted.stream()
                .filter(allowance -> allowance.callsPerDay() != null)
                .filter(allowance -> !formerCalls(call.get(0), counted).containsKey(allowance.key()))
                .toList();
        for (Allowance allowance : anew) {
            QuotaAccount account = account(allowance);
            if (account.calls() >= Objects.requireNonNull(allowance.callsPerDay())) {
                call.forEach(one -> held.add(new Held(one.id(), ReasonCode.QUOTA_DAY, account.nextDay())));
                return List.of();
            }
        }
        List<ClaimedTransfer> booked =
                call.stream().filter(one -> bookRow(one, counted)).toList();
        if (!booked.isEmpty()) {
            anew.forEach(allowance -> account(allowance).takeCall());
            UUID id = newCalls.get();
            counted.forEach(allowance -> reserve(booked, allowance, anew.contains(allowance), id));
        }
        return booked;
    }

    private boolean bookRow(ClaimedTransfer transfer, List<Allowance> counted) {
        List<Allowance> anew = counted.stream()
                .filter(allowance -> allowance.rowsPerMonth() != null && !holdsRow(transfer, allowance))
                .toList();
        for (Allowance allowance : anew) {
            QuotaAccount account = account(allowance);
            if (account.rows() >= Objects.requireNonNull(allowance.rowsPerMonth())) {
                held.add(new Held(transfer.id(), ReasonCode.QUOTA_MONTH, account.nextMonth()));
                return false;
            }
        }
        anew.forEach(allowance -> account(allowance).takeRow());
        return true;
    }

    private boolean holdsRow(ClaimedTransfer transfer, Allowance allowance) {
        Reservation former = reservation(transfer, allowance);
        return former != null && former.month() != null;
    }

    /**
     * @param anew whether the call counts now; else it is one that has counted, or is not counted
     * @param id of the call, unless it leaves in the name of one before
     */
    private void reserve(List<ClaimedTransfer> call, Allowance allowance, boolean anew, UUID id) {
        QuotaAccount account = account(allowance);
        UUID named = id;
        LocalDate day = anew ? account.day() : null;
        Reservation first = reservation(call.get(0), allowance);
        if (!anew && first != null && first.holdsCall()) {
            named = first.call();
            day = first.day();
            spend(allowance.key(), named);
        }
        for (ClaimedTransfer one : call) {
            Reservation now = new Reservation(one.id(), allowance.key(), named, day, month(one, allowance), false);
            keep(now);
            made.add(now);
        }
    }

    private @Nullable LocalDate month(ClaimedTransfer transfer, Allowance allowance) {
        Reservation former = reservation(transfer, allowance);
        if (former != null && former.month() != null) {
            return former.month();
        }
        return allowance.rowsPerMonth() == null ? null : account(allowance).month();
    }

    /** Those of the call that are not among those who leave now must not leave in its name once more. */
    private void spend(QuotaKey key, UUID call) {
        reserved.values().forEach(of -> {
            Reservation one = of.get(key);
            if (one != null && one.call().equals(call)) {
                of.put(key, one.asSpent());
            }
        });
    }

    private void keep(Reservation reservation) {
        reserved.computeIfAbsent(reservation.transfer(), id -> new HashMap<>()).put(reservation.key(), reservation);
    }

    private @Nullable Reservation reservation(ClaimedTransfer transfer, Allowance allowance) {
        return reserved.getOrDefault(transfer.id(), Map.of()).get(allowance.key());
    }

    private QuotaAccount account(Allowance allowance) {
        return Objects.requireNonNull(accounts.get(allowance.key()));
    }
}
