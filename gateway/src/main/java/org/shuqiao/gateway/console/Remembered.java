package org.shuqiao.gateway.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * What the door keeps of a visitor for a while: in a cookie, so that who has not signed in takes no memory. What comes back may be
 * anything.
 */
enum Remembered {
    /** Path and query of the page that was asked for. */
    WANTED("shuqiao-wanted", Duration.ofMinutes(15), 2_000),
    /** The name of a sign-in that failed, for the form that is shown again. */
    NAME("shuqiao-name", Duration.ofMinutes(1), 64);

    private final String cookie;
    private final Duration keptFor;
    private final int longestChars;

    Remembered(String cookie, Duration keptFor, int longestChars) {
        this.cookie = cookie;
        this.keptFor = keptFor;
        this.longestChars = longestChars;
    }

    void keep(@Nullable String text, HttpServletRequest request, HttpServletResponse response) {
        if (text == null || text.isEmpty() || text.length() > longestChars) {
            forget(request, response);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            set(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), keptFor, request, response);
        }
    }

    /** @return null where there is nothing */
    @Nullable String take(HttpServletRequest request, HttpServletResponse response) {
        Cookie kept = WebUtils.getCookie(request, cookie);
        if (kept == null) {
            return null;
        }
        forget(request, response);
        try {
            return new String(Base64.getUrlDecoder().decode(kept.getValue()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private void forget(HttpServletRequest request, HttpServletResponse response) {
        if (WebUtils.getCookie(request, cookie) != null) {
            set("", Duration.ZERO, request, response);
        }
    }

    private void set(String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie set = ResponseCookie.from(cookie, value)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, set.toString());
    }
}
