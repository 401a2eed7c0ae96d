package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.gateway.Doors.Door;
import org.shuqiao.gateway.Doors.Row;

/** Every page and act of the console for every role, against the table below; a page in no row fails. */
@ExtendWith(OneGateway.class)
class ConsoleAccessTest {
    private static final List<String> EVERYBODY =
            List.of("NOBODY", "MUST_CHANGE", "CENTER", "OPERATOR", "OFFICER", "ADMIN", "AUDITOR");

    /** The first row whose area a page is in counts. */
    private static final List<Row> TABLE = List.of(
            new Row("/", "MUST_CHANGE CENTER OPERATOR OFFICER ADMIN AUDITOR", ""),
            new Row("/sign-in", "NOBODY MUST_CHANGE CENTER OPERATOR OFFICER ADMIN AUDITOR", ""),
            new Row("/language", "", "NOBODY MUST_CHANGE CENTER OPERATOR OFFICER ADMIN AUDITOR"),
            new Row("/refused", "", ""),
            new Row(
                    "/account/**",
                    "MUST_CHANGE CENTER OPERATOR OFFICER ADMIN AUDITOR",
                    "MUST_CHANGE CENTER OPERATOR OFFICER ADMIN AUDITOR"),
            new Row("/overview/**", "OPERATOR OFFICER ADMIN AUDITOR", ""),
            new Row("/operator/**", "OPERATOR ADMIN AUDITOR", "OPERATOR ADMIN"),
            new Row("/officer/agreements/**", "OFFICER ADMIN AUDITOR", "OFFICER"),
            new Row("/officer/**", "OFFICER AUDITOR", "OFFICER"),
            new Row("/audit/keys/**", "OFFICER ADMIN AUDITOR", "OFFICER"),
            new Row("/audit/verify/**", "OFFICER AUDITOR", "OFFICER AUDITOR"),
            new Row("/audit/**", "OFFICER AUDITOR", "OFFICER"),
            new Row("/center/**", "CENTER", "CENTER"),
            new Row("/admin/**", "ADMIN", "ADMIN"));

    private final Doors doors;

    ConsoleAccessTest(GatewayUnderTest gateway) {
        this.doors = new Doors(gateway);
    }

    @Test
    void opensEveryPageToTheRolesOfTheTableAndToNobodyElse() {
        List<Door> pages = doors.all().stream().filter(Door::isOfConsole).toList();

        assertThat(pages).hasSizeGreaterThan(20);
        doors.expect(pages, TABLE, EVERYBODY);
    }

    @Test
    void keepsEverythingElseShut() {
        for (String path : List.of("/anything", "/templates/layout.html", "/webjars/swagger-ui/index.html")) {
            assertThat(doors.whoMay("GET", path, EVERYBODY)).as(path).isEmpty();
        }
    }
}
