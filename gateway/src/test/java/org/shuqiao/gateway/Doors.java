package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every method and path of a gateway that something answers, and to whom it is open. */
final class Doors {
    private final ApplicationContext context;

    Doors(GatewayUnderTest gateway) {
        this.context = gateway.context();
    }

    /** @param pattern with its variables, as {@code /center/keys/{id}/revoke} */
    record Door(String method, String pattern, HandlerMethod handler) {

        boolean isOfConsole() {
            return handler.getBeanType().getPackageName().startsWith("org.shuqiao.gateway.console");
        }

        /** Some address behind it. */
        String path() {
            return pattern.replaceAll("\\{[^/]+}", "x").replace("**", "x");
        }

        /** What it reads out of an address or a form, as {@code name:Type}; the members of a form that is one object, each for itself. */
        List<String> parameters() {
            return read(Door::parameters);
        }

        List<String> headers() {
            return read(parameter ->
                    named(parameter, name(parameter.getParameterAnnotation(RequestHeader.class), RequestHeader::name)));
        }

        private List<String> read(Function<MethodParameter, Stream<String>> by) {
            return Arrays.stream(handler.getMethodParameters()).flatMap(by).toList();
        }

        private static Stream<String> parameters(MethodParameter parameter) {
            Class<?> type = parameter.getParameterType();
            if (parameter.hasParameterAnnotation(ModelAttribute.class) && type.isRecord()) {
                return Arrays.stream(type.getRecordComponents())
                        .map(member -> member.getName() + ":" + member.getType().getSimpleName());
            }
            if (Map.class.isAssignableFrom(type)) {
                return Stream.of(); // All fields of a form that acts, or something of the page itself.
            }
            return Stream.concat(
                    named(parameter, name(parameter.getParameterAnnotation(PathVariable.class), PathVariable::value)),
                    named(parameter, name(parameter.getParameterAnnotation(RequestParam.class), RequestParam::value)));
        }

        /** @param name as its annotation says; empty where the parameter's own is meant, null where there is no annotation */
        private static Stream<String> named(MethodParameter parameter, @Nullable String name) {
            if (name == null) {
                return Stream.of();
            }
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            String type = parameter.getParameterType().getSimpleName();
            return Stream.of((name.isEmpty() ? parameter.getParameterName() : name) + ":"
                    + type.replace("Long", "long").replace("Integer", "int"));
        }

        private static <A> @Nullable String name(@Nullable A annotation, Function<A, String> name) {
            return annotation == null ? null : name.apply(annotation);
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    /**
     * Who may come in where.
     *
     * @param area a path, or all below one: {@code /center/**}
     * @param readers roles that may GET, with blanks between; {@code actors} those that may do anything else
     */
    record Row(String area, String readers, String actors) {
        boolean holds(String path) {
            return area.endsWith("/**")
                    ? path.equals(area.substring(0, area.length() - 3))
                            || path.startsWith(area.substring(0, area.length() - 2))
                    : path.equals(area);
        }

        Set<String> allowed(String method) {
            String roles = method.equals("GET") ? readers : actors;
            return roles.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(roles.split(" ", -1)));
        }
    }

    List<Door> all() {
        return context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .flatMap(Doors::of)
                .toList();
    }

    private static Stream<Door> of(Map.Entry<RequestMappingInfo, HandlerMethod> handler) {
        List<String> named = handler.getKey().getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        List<String> methods = named.isEmpty() ? List.of("GET", "POST", "PUT", "DELETE") : named;
        return handler.getKey().getPatternValues().stream()
                .flatMap(pattern -> methods.stream().map(method -> new Door(method, pattern, handler.getValue())));
    }

    /** @param table of which the first row whose area holds a door counts; a door in no row fails */
    void expect(List<Door> doors, List<Row> table, List<String> everybody) {
        for (Door door : doors) {
            Row row = table.stream()
                    .filter(known -> known.holds(door.path()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("in no row of the table: " + door));
            assertThat(whoMay(door.method(), door.path(), everybody))
                    .as(door.toString())
                    .isEqualTo(row.allowed(door.method()));
        }
    }

    Set<String> whoMay(String method, String path, List<String> everybody) {
        Set<String> may = new TreeSet<>();
        for (String role : everybody) {
            if (isOpen(method, path, role)) {
                may.add(role);
            }
        }
        return may;
    }

    /** As the filters decide, without the act itself. */
    boolean isOpen(String method, String path, String role) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        AuthorizationFilter filter = context
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
}
