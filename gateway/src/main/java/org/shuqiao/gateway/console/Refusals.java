package org.shuqiao.gateway.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/**
 * What the door answers who may not come in: nobody is sent to sign in, and comes back from there; who sent a form, or is somebody, sees a
 * page that says what is wrong.
 */
@Component
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final String SIGN_IN = "/sign-in";

    private final ConsoleSessions sessions;

    Refusals(ConsoleSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException nobody)
            throws IOException, ServletException {
        if (request.getMethod().equals("POST")) {
            over(request, response);
            return;
        }
        Remembered.WANTED.keep(page(request), request, response);
        send(request, response, SIGN_IN);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException, ServletException {
        if (refused instanceof CsrfException) {
            withoutToken(request, response);
        } else if (request.getMethod().equals("GET") && mustChange()) {
            send(request, response, "/account");
        } else if (refused instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof ConsoleSecurity.Nowhere) {
            Faults.show(request, response, new Failure(FailureCode.NOT_FOUND));
        } else {
            Faults.show(request, response, new Failure(FailureCode.NOT_ALLOWED));
        }
    }

    /** A session takes its token with it when it ends, so that most who come without one have no session any more. */
    private void withoutToken(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        ConsoleUser user = user();
        HttpSession session = request.getSession(false);
        if (user != null && session != null && sessions.holds(user, session)) {
            Faults.show(request, response, new Failure(FailureCode.NOT_ALLOWED, Map.of("what", Flash.STALE)));
        } else if (request.getRequestURI().equals(SIGN_IN)) {
            send(request, response, SIGN_IN);
        } else {
            SecurityContextHolder.clearContext();
            over(request, response);
        }
    }

    /** Not to the sign-in: who has sent something must read that nothing came of it. */
    private static void over(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Faults.show(request, response, new Failure(FailureCode.NOT_AUTHENTICATED));
    }

    /** What somebody wants to see: of a part that is fetched, the page around it; null for anything but a page. */
    private static @Nullable String page(HttpServletRequest request) {
        if (Faults.isPart(request)) {
            return OwnPath.of(request.getHeader("HX-Current-URL"));
        }
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            return null;
        }
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** The whole page goes there, also where only a part of it was asked for. */
    private static void send(HttpServletRequest request, HttpServletResponse response, String path) {
        if (Faults.isPart(request)) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader("HX-Redirect", path);
        } else {
            Arrivals.go(response, path);
        }
    }

    private static boolean mustChange() {
        ConsoleUser user = user();
        return user != null && user.account().mustChange();
    }

    private static @Nullable ConsoleUser user() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof ConsoleUser user ? user : null;
    }
}
