package org.shuqiao.gateway.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes a session that has ended from the request, which goes on as nobody's. */
final class SessionFilter extends OncePerRequestFilter {
    /** Set by console.js on what a page fetches without anybody doing something. */
    static final String BY_ITSELF = "X-By-Itself";

    private final ConsoleSessions sessions;

    SessionFilter(ConsoleSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        HttpSession session = request.getSession(false);
        if (session != null && authentication != null && authentication.getPrincipal() instanceof ConsoleUser user) {
            if (!sessions.holds(user, session)) {
                session.invalidate();
                SecurityContextHolder.clearContext();
            } else if (request.getHeader(BY_ITSELF) == null) {
                sessions.touch(session);
            }
        }
        chain.doFilter(request, response);
    }
}
