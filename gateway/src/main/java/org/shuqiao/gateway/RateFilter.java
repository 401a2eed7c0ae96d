package org.shuqiao.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells a center that calls too often to come back, and every center how often it may call
 * (draft-ietf-httpapi-ratelimit-headers). Other callers are few, and ours.
 */
final class RateFilter extends OncePerRequestFilter {
    private final Rates rates;
    private final ProblemWriter problems;

    RateFilter(Rates rates, ProblemWriter problems) {
        this.rates = rates;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof ApiKeys.Caller caller
                && caller.center() != null) {
            Rates.Share share = rates.take(caller.center());
            response.setHeader("RateLimit-Policy", rates.policy());
            response.setHeader("RateLimit", "\"center\";r=" + share.remaining() + ";t=" + share.resetSeconds());
            if (!share.granted()) {
                problems.write(
                        request,
                        response,
                        new Failure(FailureCode.RATE_LIMITED, Map.of("retryAfterSeconds", share.retryAfterSeconds())));
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
