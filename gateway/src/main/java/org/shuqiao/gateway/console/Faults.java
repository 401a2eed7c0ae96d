package org.shuqiao.gateway.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.shuqiao.gateway.BrokenOff;
import org.shuqiao.gateway.Incidents;
import org.shuqiao.gateway.Problems;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * What a person sees of a failure, in the words of the problem that a program would be told: an act leads back to the page that it was
 * done on, a page is replaced by one that says what happened, and of a part of a page only the line for messages changes.
 */
@Controller
@ControllerAdvice(basePackages = "org.shuqiao.gateway.console")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final String PAGE = "/refused";
    private static final String SHOWN = Faults.class.getName();

    @ExceptionHandler(Exception.class)
    ModelAndView failed(Throwable fault, HttpServletRequest request, HttpServletResponse response) {
        Failure failure = Incidents.told(isUnreadable(fault) ? unreadable(fault) : fault);
        if (!request.getMethod().equals("POST") || isPart(request)) {
            return page(failure, request, response);
        }
        FlashMap next = RequestContextUtils.getOutputFlashMap(request);
        next.put(Flash.ATTRIBUTE, Flash.failed(failure));
        TypedForm.of(request, failure).ifPresent(typed -> next.put(TypedForm.ATTRIBUTE, typed));
        return new ModelAndView("redirect:" + pageBefore(request));
    }

    /** What has begun to arrive must not end as if it were whole: the server cuts the connection. */
    @ExceptionHandler(BrokenOff.class)
    void brokenOff(BrokenOff broken) {
        LOG.error("an answer was broken off: {}", broken.fault());
        throw broken;
    }

    private static boolean isUnreadable(Throwable fault) {
        return fault instanceof HttpMessageNotReadableException
                || fault instanceof MethodArgumentTypeMismatchException
                || fault instanceof ServletRequestBindingException
                || fault instanceof BindException;
    }

    /** Names the field, where it is one that cannot be read. */
    private static Failure unreadable(Throwable fault) {
        String field = null;
        if (fault instanceof MissingServletRequestParameterException missing) {
            field = missing.getParameterName();
        } else if (fault instanceof MethodArgumentTypeMismatchException other) {
            field = other.getName();
        }
        return new Failure(FailureCode.BAD_REQUEST, field == null ? Map.of() : Map.of("member", field));
    }

    /** Pages that nobody has made. */
    @RequestMapping({
        "/overview/**",
        "/operator/**",
        "/officer/**",
        "/audit/**",
        "/center/**",
        "/admin/**",
        "/account/**"
    })
    ModelAndView unknown(HttpServletRequest request, HttpServletResponse response) {
        return page(new Failure(FailureCode.NOT_FOUND), request, response);
    }

    /** Before a controller was reached. */
    static void show(HttpServletRequest request, HttpServletResponse response, Failure failure)
            throws ServletException, IOException {
        request.setAttribute(SHOWN, failure);
        request.getRequestDispatcher(PAGE).forward(request, response);
    }

    @RequestMapping(PAGE)
    ModelAndView shown(HttpServletRequest request, HttpServletResponse response) {
        Failure failure =
                request.getAttribute(SHOWN) instanceof Failure told ? told : new Failure(FailureCode.NOT_FOUND);
        return page(failure, request, response);
    }

    private static ModelAndView page(Failure failure, HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page = new ModelAndView(isPart(request) ? "parts :: flash" : "refused");
        page.setStatus(Problems.status(failure.code()));
        page.addObject(Flash.ATTRIBUTE, Flash.failed(failure));
        Map<String, ?> before = RequestContextUtils.getInputFlashMap(request);
        if (before != null) {
            page.addObject(TypedForm.ATTRIBUTE, before.get(TypedForm.ATTRIBUTE)); // Its page is gone with its form.
        }
        Object seconds = failure.facts().get("retryAfterSeconds");
        if (seconds != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        if (isPart(request)) {
            response.setHeader("HX-Retarget", "#flash");
            response.setHeader("HX-Reswap", "innerHTML");
            response.setHeader(
                    "HX-Reselect", "unset"); // A part that refreshes itself selects itself out of the answer.
        }
        return page;
    }

    /** Whether htmx asks for a part of a page that stays. */
    static boolean isPart(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    /** Only its path, so that nobody can be led to a foreign place. */
    private static String pageBefore(HttpServletRequest request) {
        return OwnPath.of(request.getHeader(HttpHeaders.REFERER));
    }
}
