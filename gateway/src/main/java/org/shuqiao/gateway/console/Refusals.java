package org.shuqiao.gateway.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** What the door answers who may not come in: nobody is sent to sign in, somebody else sees a page that says so. */
@Component
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException nobody) {
        send(request, response, "/sign-in");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException, ServletException {
        if (request.getMethod().equals("GET") && mustChange()) {
            send(request, response, "/account");
            return;
        }
        Faults.show(request, response, new Failure(FailureCode.NOT_ALLOWED));
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
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getPrincipal() instanceof ConsoleUser user
                && user.account().mustChange();
    }
}
