package org.shuqiao.routes.agreements;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.agreements.SendingWindow;
import org.shuqiao.mappings.masking.FieldRule;

/**
 * One version of a data-sharing agreement (数据使用协议 / 数字合约) as the decision reads it.
 *
 * @param hash SM3 (hex) of the RFC 8785 form without id, status and signatures
 * @param center USCI of the center: the provider where data goes out, the consumer where it comes in
 * @param platform id of the platform, which is the other party
 * @param endpoint the platform's endpoint that the data may go to or come from
 * @param validFrom inclusive; days of an agreement begin at 00:00 in Asia/Shanghai
 * @param validUntil exclusive: the instant after the last day
 * @param retention how long we may keep a payload; null where the agreement does not say, or, of what goes out, says no less than
 *     for the records of it
 * @param subjectConsent of the enterprises that the data is about
 */
public record Agreement(
        String id,
        int version,
        String hash,
        State state,
        String center,
        String platform,
        String endpoint,
        Set<String> purposes,
        Instant validFrom,
        Instant validUntil,
        Direction direction,
        Set<String> channels,
        List<Permission> permissions,
        List<Prohibition> prohibitions,
        @Nullable Duration retention,
        SubjectConsent subjectConsent,
        Onward onward,
        Revocation revocation) {

    /** Which way data goes, as the center sees it. */
    public enum Direction {
        OUT,
        IN
    }

    /** Draft versions never reach the decision. */
    public enum State {
        ACTIVE,
        SUSPENDED,
        /** Suspended, and a signature of it does not hold. */
        VOID,
        ENDED,
        REVOKED
    }

    /**
     * What is permitted for one dataset.
     *
     * @param schema version range such as {@code >=1.0 <2.0}
     * @param fields every field that may leave, with the transform it must have undergone
     * @param stripsUnlisted whether a field that is not among them is taken away, instead of a reason to deny
     * @param scope what the record itself must be about
     * @param duties before and after the transfer, as written
     * @param quota null where any number may go
     * @param window null where data may go at any time
     * @param classCeiling the highest class that a value may have after masking; null where the agreement sets none
     */
    public record Permission(
            String dataset,
            String catalogCode,
            VersionRange schema,
            String action,
            List<FieldRule> fields,
            boolean stripsUnlisted,
            Scope scope,
            Set<String> duties,
            @Nullable Quota quota,
            @Nullable Window window,
            @Nullable FieldClass classCeiling) {}

    /** How much may go; days and months are those of the calendar in Asia/Shanghai. Null where there is no such limit. */
    public record Quota(
            @Nullable Integer rowsPerBatch, @Nullable Integer batchesPerDay, @Nullable Integer rowsPerMonth) {}

    /**
     * The minutes in which data may be sent.
     *
     * @param cron five fields: minute, hour, day of month, month, day of week
     */
    public record Window(String cron, ZoneId zone) {
        public boolean isOpen(Instant now) {
            return SendingWindow.parse(cron, zone).contains(now);
        }
    }

    /** @param ids of consents that the agreement itself names; empty where any consent that covers the record will do */
    public record SubjectConsent(boolean required, List<String> ids) {}

    /**
     * Whether the consumer may pass data on.
     *
     * @param recipients to whom; empty where to nobody
     */
    public record Onward(boolean allowed, List<String> recipients) {
        /** @param passesOnTo those to whom data goes on; nobody knows to whom where there are none, and that is not allowed */
        boolean covers(List<String> passesOnTo) {
            return allowed && !passesOnTo.isEmpty() && recipients.containsAll(passesOnTo);
        }
    }

    /**
     * What a revocation does.
     *
     * @param noticeDays working days from the notice until it takes effect
     * @param deletes whether what has arrived is to be taken down and what we keep is to be deleted
     */
    public record Revocation(int noticeDays, boolean deletes) {}

    /**
     * Each list: exact unless it ends in {@code *}; an empty list matches nothing, an absent one (null) limits nothing.
     *
     * @param regions GB/T 2260 codes
     * @param industries GB/T 4754 codes
     * @param periods that the record may speak of: years, or months as {@code 2026-05}
     */
    public record Scope(
            @Nullable List<String> regions, @Nullable List<String> industries, @Nullable List<String> periods) {
        boolean coversRegion(@Nullable String region) {
            return covers(regions, region);
        }

        boolean coversIndustry(@Nullable String industry) {
            return covers(industries, industry);
        }

        boolean coversPeriod(@Nullable String period) {
            return covers(periods, period);
        }

        private static boolean covers(@Nullable List<String> allowed, @Nullable String value) {
            if (allowed == null) {
                return true;
            }
            return value != null && allowed.stream().anyMatch(pattern -> matches(pattern, value));
        }

        private static boolean matches(String pattern, String value) {
            return pattern.endsWith("*")
                    ? value.startsWith(pattern.substring(0, pattern.length() - 1))
                    : pattern.equals(value);
        }
    }

    /** Whether it is active and within its term. */
    public boolean isInForce(Instant now) {
        return state == State.ACTIVE && !now.isBefore(validFrom) && now.isBefore(validUntil);
    }

    /** The same, or suspended: what was agreed about data that is there goes on. */
    public boolean isInForceOrSuspended(Instant now) {
        boolean lives = state == State.ACTIVE || state == State.SUSPENDED || state == State.VOID;
        return lives && !now.isBefore(validFrom) && now.isBefore(validUntil);
    }

    public Optional<Permission> permissionFor(String dataset) {
        for (Permission permission : permissions) {
            if (permission.dataset().equals(dataset)) {
                return Optional.of(permission);
            }
        }
        return Optional.empty();
    }

    /** The same version in another state, which is all of it that can change. */
    Agreement in(State other) {
        return other == state
                ? this
                : new Agreement(
                        id,
                        version,
                        hash,
                        other,
                        center,
                        platform,
                        endpoint,
                        purposes,
                        validFrom,
                        validUntil,
                        direction,
                        channels,
                        permissions,
                        prohibitions,
                        retention,
                        subjectConsent,
                        onward,
                        revocation);
    }
}
