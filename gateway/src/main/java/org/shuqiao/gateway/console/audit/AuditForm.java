package org.shuqiao.gateway.console.audit;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.SignedFilter;
import org.shuqiao.routes.ledger.TransferState;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Which signed transfers, as the form of the search has it; what is left empty is not asked for.
 *
 * @param field path in the source record, only with its dataset
 * @param key id of the key that signed
 * @param from first day in China on which they were made; {@code to} the last one
 */
record AuditForm(
        @Nullable String center,
        @Nullable String platform,
        @Nullable String agreement,
        @Nullable String dataset,
        @Nullable String field,
        @Nullable UUID key,
        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
        @Nullable TransferState state) {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    AuditForm {
        center = wanted(center);
        platform = wanted(platform);
        agreement = wanted(agreement);
        dataset = wanted(dataset);
        field = wanted(field);
    }

    /** A browser sends what nobody has filled in as an empty text. */
    private static @Nullable String wanted(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The same of the center that is meant by what was typed. */
    AuditForm ofCenter(@Nullable String usci) {
        return new AuditForm(usci, platform, agreement, dataset, field, key, from, to, state);
    }

    /** Whether a field is asked for and nobody can say of which dataset. */
    public boolean lacksDataset() {
        return field != null && dataset == null;
    }

    SignedFilter filter() {
        return new SignedFilter(
                center,
                platform,
                agreement,
                dataset,
                field,
                key,
                from == null ? null : from.atStartOfDay(CHINA).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(CHINA).toInstant(),
                state);
    }

    /**
     * An address that asks for the same.
     *
     * @param behind parameter and id that a page begins behind; null for the first page
     */
    String address(String path, String parameter, @Nullable UUID behind) {
        return UriComponentsBuilder.fromPath(path)
                .queryParamIfPresent("center", said(center))
                .queryParamIfPresent("platform", said(platform))
                .queryParamIfPresent("agreement", said(agreement))
                .queryParamIfPresent("dataset", said(dataset))
                .queryParamIfPresent("field", said(field))
                .queryParamIfPresent("key", said(key))
                .queryParamIfPresent("from", said(from))
                .queryParamIfPresent("to", said(to))
                .queryParamIfPresent("state", said(state))
                .queryParamIfPresent(parameter, said(behind))
                .build(true)
                .toUriString();
    }

    /** As a query of an address says it. */
    static Optional<String> said(@Nullable Object value) {
        return Optional.ofNullable(value).map(wanted -> UriUtils.encode(wanted.toString(), StandardCharsets.UTF_8));
    }

    String address(String path) {
        return address(path, "after", null);
    }
}
