package org.shuqiao.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Makes an RFC 9457 problem of a failure: a stable {@code code}, a title in the caller's language, facts as members. */
@Component
public final class Problems {
    private final MessageSource messages;

    Problems(MessageSource messages) {
        this.messages = messages;
    }

    public ProblemDetail of(Failure failure, Locale locale) {
        FailureCode code = failure.code();
        ProblemDetail problem = ProblemDetail.forStatus(status(code));
        problem.setTitle(messages.getMessage("problem." + code.name(), null, locale));
        problem.setProperty("code", code.name());
        for (Map.Entry<String, Object> fact : failure.facts().entrySet()) {
            problem.setProperty(fact.getKey(), spoken(fact.getValue(), locale));
        }
        return problem;
    }

    /** @param message one of the two texts, as the caller asked for */
    public record SpokenViolation(String pointer, String rule, String message, String zh, String en) {
        static SpokenViolation of(Violation violation, Locale locale) {
            boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
            return new SpokenViolation(
                    violation.pointer(),
                    violation.rule(),
                    chinese ? violation.zh() : violation.en(),
                    violation.zh(),
                    violation.en());
        }
    }

    private static Object spoken(Object fact, Locale locale) {
        return fact instanceof List<?> list
                ? list.stream()
                        .map(one -> one instanceof Violation violation ? SpokenViolation.of(violation, locale) : one)
                        .toList()
                : fact;
    }

    /** The one place where a failure meets HTTP. */
    public static HttpStatus status(FailureCode code) {
        return switch (code) {
            case MALFORMED_RECORD, BAD_REQUEST -> HttpStatus.BAD_REQUEST;
            case NOT_AUTHENTICATED, SENDER_REFUSED -> HttpStatus.UNAUTHORIZED;
            case NOT_ALLOWED, DISPLAY_ONLY, CENTER_MISMATCH, FOUR_EYES, HOLDER_UNKNOWN -> HttpStatus.FORBIDDEN;
            case UNKNOWN_DATASET, NOT_FOUND, NO_EVIDENCE -> HttpStatus.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
            case IDEMPOTENCY_CONFLICT,
                    AGREEMENT_CONFLICT,
                    ATTACHMENTS_FULL,
                    DRAFTS_FULL,
                    ALREADY_EXISTS,
                    WRONG_STATE,
                    CHANGED_MEANWHILE,
                    KEY_PERIOD,
                    DECISION_NOT_OFFERED,
                    NO_CALENDAR,
                    PROOF_PENDING,
                    BATCH_ID_REUSED -> HttpStatus.CONFLICT;
            case BODY_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case INVALID_RECORD,
                    PASSWORD_REFUSED,
                    CLASS_IMPORTANT,
                    STATE_SECRET,
                    DATASET_NOT_SUBMITTED,
                    KEY_CHAIN_REFUSED,
                    AGREEMENT_INVALID,
                    AGREEMENT_SIGNATURE,
                    NOT_COUNTERSIGNED,
                    ATTACHMENT_REFUSED,
                    WEBHOOK_REFUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case BATCH_BROKEN_OFF, UPLOAD_BROKEN_OFF, BODY_TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
            case TOO_BUSY, RATE_LIMITED, NOT_NOW -> HttpStatus.TOO_MANY_REQUESTS;
            case LEDGER_UNAVAILABLE, HELD, ROUTE_PAUSED -> HttpStatus.SERVICE_UNAVAILABLE;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
