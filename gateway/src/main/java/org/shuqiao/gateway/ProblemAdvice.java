package org.shuqiao.gateway;

import java.util.Locale;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every failure that leaves a controller becomes a problem here. */
@RestControllerAdvice
public final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler(Failure.class)
    public ResponseEntity<ProblemDetail> failure(Failure failure, Locale locale) {
        return answer(Incidents.told(failure), locale);
    }

    @ExceptionHandler({
        HttpMessageNotReadableException.class,
        MethodArgumentTypeMismatchException.class,
        ServletRequestBindingException.class,
        BindException.class
    })
    ResponseEntity<ProblemDetail> badRequest(Locale locale) {
        return answer(new Failure(FailureCode.BAD_REQUEST), locale);
    }

    @ExceptionHandler(HttpMediaTypeException.class)
    ResponseEntity<ProblemDetail> mediaType(Locale locale) {
        return answer(new Failure(FailureCode.MEDIA_TYPE), locale);
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    ResponseEntity<ProblemDetail> method(HttpRequestMethodNotSupportedException refused, Locale locale) {
        return answer(new Failure(FailureCode.METHOD_NOT_ALLOWED), refused.getHeaders(), locale);
    }

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
    ResponseEntity<ProblemDetail> notFound(Locale locale) {
        return answer(new Failure(FailureCode.NOT_FOUND), locale);
    }

    @ExceptionHandler(BrokenOff.class)
    void brokenOff(BrokenOff broken) {
        LOG.error("an answer was broken off: {}", broken.fault());
        throw broken;
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> ours(Throwable fault, Locale locale) {
        return answer(Incidents.told(fault), locale);
    }

    private ResponseEntity<ProblemDetail> answer(Failure failure, Locale locale) {
        return answer(failure, HttpHeaders.EMPTY, locale);
    }

    private ResponseEntity<ProblemDetail> answer(Failure failure, HttpHeaders headers, Locale locale) {
        ProblemDetail problem = problems.of(failure, locale);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        Object retryAfter = failure.facts().get("retryAfterSeconds");
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfter.toString());
        }
        return answer.body(problem);
    }
}
