package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.gateway.Doors.Door;
import org.shuqiao.gateway.Doors.Row;

/** Every call of programs for every role, against the table below; a call in no row fails. */
@ExtendWith(OneGateway.class)
class ApiAccessTest {
    private static final List<String> EVERYBODY =
            List.of("NOBODY", "CENTER", "OPERATOR", "OFFICER", "ADMIN", "AUDITOR");
    private static final String ALL = String.join(" ", EVERYBODY);

    /** The first row whose area a call is in counts. */
    private static final List<Row> TABLE = List.of(
            new Row("/error", "", ""),
            // Who comes here proves it by a signature.
            new Row("/platform/v1/**", "", ALL),
            new Row("/v3/api-docs.yaml", "", ""),
            new Row("/v3/api-docs/**", ALL, ""),
            new Row("/swagger-ui.html", ALL, ""),
            new Row("/actuator", "", ""),
            new Row("/actuator/health/**", ALL, ""),
            new Row("/actuator/**", "OPERATOR ADMIN AUDITOR", ""),
            new Row("/api/v1/log/tile/entries/**", "OPERATOR OFFICER ADMIN AUDITOR", ""),
            new Row("/api/v1/log/**", ALL, ""),
            new Row("/api/v1/evidence", "CENTER OFFICER ADMIN AUDITOR", ""),
            new Row("/api/v1/submissions/**", "CENTER", "CENTER"),
            new Row("/api/v1/transfers/**", "CENTER", "CENTER"),
            new Row("/api/v1/attachments/**", "CENTER", "CENTER"),
            new Row("/api/v1/forms/**", "CENTER", ""),
            new Row("/api/v1/inbox/**", "CENTER", "CENTER"),
            new Row("/api/v1/slots", "CENTER", ""),
            new Row("/api/v1/bookings/**", "CENTER", "CENTER"),
            new Row("/api/v1/consents/**", "CENTER", "CENTER"),
            new Row("/api/v1/monitoring/**", "CENTER", ""),
            new Row("/api/v1/admin/**", "ADMIN", "ADMIN"),
            new Row("/api/v1/agreements/x/quota", "CENTER OFFICER ADMIN AUDITOR", ""),
            new Row("/api/v1/agreements/**", "OFFICER ADMIN AUDITOR", "OFFICER"),
            new Row("/api/v1/keys/**", "OFFICER ADMIN AUDITOR", "OFFICER ADMIN"),
            new Row("/api/v1/quarantine/**", "OFFICER", "OFFICER"),
            new Row("/api/v1/approvals/**", "OFFICER", "OFFICER"),
            new Row("/api/v1/sealed/**", "OFFICER", "OFFICER"),
            new Row("/api/v1/ops/duties/**", "OPERATOR OFFICER ADMIN AUDITOR", "OFFICER"),
            new Row("/api/v1/ops/packages/**", "OFFICER", "OFFICER"),
            new Row("/api/v1/ops/**", "OPERATOR ADMIN AUDITOR", "OPERATOR ADMIN"));

    private final Doors doors;
    private final List<Door> calls;

    ApiAccessTest(GatewayUnderTest gateway) {
        this.doors = new Doors(gateway);
        this.calls = doors.all().stream().filter(door -> !door.isOfConsole()).toList();
    }

    @Test
    void opensEveryCallToTheRolesOfTheTableAndToNobodyElse() {
        assertThat(calls).hasSizeGreaterThan(80);
        doors.expect(calls, TABLE, EVERYBODY);
    }

    /** What answers GET answers HEAD, too. */
    @Test
    void opensNoCallWiderToHeadThanToGet() {
        for (Door call : calls) {
            if (call.method().equals("GET")) {
                assertThat(doors.whoMay("GET", call.path(), EVERYBODY))
                        .as(call.toString())
                        .containsAll(doors.whoMay("HEAD", call.path(), EVERYBODY));
            }
        }
    }

    @Test
    void letsAnAuditorActNowhere() {
        for (Door call : calls) {
            if (!call.method().equals("GET") && !call.pattern().startsWith("/platform/")) {
                assertThat(doors.isOpen(call.method(), call.path(), "AUDITOR"))
                        .as(call.toString())
                        .isFalse();
            }
        }
    }
}
