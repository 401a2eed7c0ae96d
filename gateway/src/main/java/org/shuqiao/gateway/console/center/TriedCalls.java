package org.shuqiao.gateway.console.center;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.shuqiao.gateway.ApiKeys;
import org.shuqiao.gateway.BookingController;
import org.shuqiao.gateway.ConsentController;
import org.shuqiao.gateway.DryRunController;
import org.shuqiao.gateway.InboxController;
import org.shuqiao.gateway.SubmissionController;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.stereotype.Component;

/** Makes calls of the HTTP API with the session of a person, by the same controllers. */
@Component
final class TriedCalls {
    private static final int ROWS = 5;

    private final SubmissionController submissions;
    private final DryRunController dryRuns;
    private final InboxController inbox;
    private final BookingController bookings;
    private final ConsentController consents;

    TriedCalls(
            SubmissionController submissions,
            DryRunController dryRuns,
            InboxController inbox,
            BookingController bookings,
            ConsentController consents) {
        this.submissions = submissions;
        this.dryRuns = dryRuns;
        this.inbox = inbox;
        this.bookings = bookings;
        this.consents = consents;
    }

    /** @return what a program would get as JSON */
    Object made(
            TriedCall call,
            String name,
            byte[] record,
            ApiKeys.Caller caller,
            Locale locale,
            HttpServletRequest request) {
        return switch (call) {
            case SUBMISSIONS ->
                Objects.requireNonNull(submissions
                        .submissions(null, null, null, ROWS, caller, locale)
                        .getBody());
            case SUBMISSION -> submissions.submission(id(name), caller, locale);
            case DRY_RUN -> dryRuns.dryRun(name, record, caller, locale);
            case SUBMIT -> submissions.submit(name, null, record, caller, request);
            case INBOX -> inbox.page(null, ROWS, caller);
            case SLOTS -> bookings.slots(null, null, ROWS, caller);
            case BOOKINGS -> bookings.bookings(null, null, null, null, null, ROWS, caller);
            case CONSENTS -> consents.all("", ROWS, caller);
        };
    }

    private static UUID id(String name) {
        try {
            return UUID.fromString(name);
        } catch (IllegalArgumentException none) {
            throw new Failure(FailureCode.BAD_REQUEST);
        }
    }
}
