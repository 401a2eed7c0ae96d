package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What the container answers itself, as a problem like every other. It does so for a body that ends before its announced length, whatever a
 * controller has made of that.
 */
@Hidden
@Controller
final class ContainerProblems implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerProblems.class);

    private final ProblemWriter problems;

    ContainerProblems(ProblemWriter problems) {
        this.problems = problems;
    }

    /** Nothing is added to what has left already, as what a batch was told before its sender broke off: its connection ends here. */
    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        problems.write(request, response, failure(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)));
    }

    private static Failure failure(@Nullable Object status) {
        if (status instanceof Integer code && code < HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            return new Failure(FailureCode.BAD_REQUEST);
        }
        String incident =
                TraceFilter.traceId().orElseGet(() -> UUID.randomUUID().toString());
        LOG.error("incident {}: the container answers {}", incident, status);
        return new Failure(FailureCode.INTERNAL, Map.of("incident", incident));
    }
}
