package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

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
            new Row("/audit/**", "OFFICER AUDITOR", "OFFICER"),
            new Row("/center/**", "CENTER", "CENTER"),
            new Row("/admin/**", "ADMIN", "ADMIN"));

    private final GatewayUnderTest gateway;

    ConsoleAccessTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    private record Row(String area, String readers, String actors) {
        boolean holds(String path) {
            return area.endsWith("/**")
                    ? path.equals(area.substring(0, area.length() - 3))
                            || path.startsWith(area.substring(0, area.length() - 2))
                    : path.equals(area);
        }

        Set<String> allowed(String method) {
            String roles = method.equals("GET") ? readers : actors;
            return roles.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(roles.split(" ")));
        }
    }

    private record Door(String method, String path) {}

    @Test
    void opensEveryPageToTheRolesOfTheTableAndToNobodyElse() {
        Collection<Door> doors = doors();

        assertThat(doors).hasSizeGreaterThan(20);
        for (Door door : doors) {
            Row row = TABLE.stream()
                    .filter(known -> known.holds(door.path()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("in no row of the table: " + door));
            assertThat(whoMay(door)).as(door.toString()).isEqualTo(row.allowed(door.method()));
        }
    }

    @Test
    void keepsEverythingElseShut() {
        for (String path : List.of("/anything", "/templates/layout.html", "/webjars/swagger-ui/index.html")) {
            assertThat(whoMay(new Door("GET", path))).as(path).isEmpty();
        }
    }

    private Set<String> whoMay(Door door) {
        Set<String> may = new TreeSet<>();
        for (String role : EVERYBODY) {
            if (isOpen(door, role)) {
                may.add(role);
            }
        }
        return may;
    }

    /** As the filters of the door decide, without the act itself. */
    private boolean isOpen(Door door, String role) {
        MockHttpServletRequest request = new MockHttpServletRequest(door.method(), door.path());
        AuthorizationFilter filter = gateway
                .context()
                .getBeanProvider(SecurityFilterChain.class)
                .orderedStream()
                .filter(chain -> chain.matches(request))
                .findFirst()
                .orElseThrow()
                .getFilters()
                .stream()
                .filter(AuthorizationFilter.class::isInstance)
                .map(AuthorizationFilter.class::cast)
                .findFirst()
                .orElseThrow();
        AuthorizationResult decided = filter.getAuthorizationManager().authorize(() -> somebody(role), request);
        return decided != null && decided.isGranted();
    }

    private static Authentication somebody(String role) {
        return role.equals("NOBODY")
                ? new AnonymousAuthenticationToken(
                        "key", "nobody", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))
                : UsernamePasswordAuthenticationToken.authenticated(
                        role, null, AuthorityUtils.createAuthorityList("ROLE_" + role));
    }

    private Collection<Door> doors() {
        Map<RequestMappingInfo, HandlerMethod> handlers = gateway.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods();
        List<Door> doors = new ArrayList<>();
        handlers.forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("org.shuqiao.gateway.console")) {
                for (String pattern : mapping.getPatternValues()) {
                    String path = pattern.replaceAll("\\{[^/]+}", "x").replace("**", "x");
                    methods(mapping).forEach(method -> doors.add(new Door(method, path)));
                }
            }
        });
        return doors;
    }

    private static List<String> methods(RequestMappingInfo mapping) {
        List<String> named = mapping.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        return named.isEmpty() ? List.of("GET", "POST", "PUT", "DELETE") : named;
    }
}
