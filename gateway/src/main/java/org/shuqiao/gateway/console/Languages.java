package org.shuqiao.gateway.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/** Programs ask for a language with every call and get English otherwise; people choose one, which a cookie keeps, and get Chinese otherwise. */
final class Languages implements LocaleResolver {
    static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final String COOKIE = "shuqiao-language";
    private static final Duration KEPT_FOR = Duration.ofDays(365);
    private static final List<String> OF_PROGRAMS =
            List.of("/api/", "/platform/", "/actuator/", "/v3/", "/swagger-ui", "/error");

    private final AcceptHeaderLocaleResolver programs = new AcceptHeaderLocaleResolver();

    Languages() {
        programs.setDefaultLocale(Locale.ENGLISH);
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (OF_PROGRAMS.stream().anyMatch(request.getRequestURI()::startsWith)) {
            return programs.resolveLocale(request);
        }
        Cookie chosen = WebUtils.getCookie(request, COOKIE);
        return chosen != null && chosen.getValue().equals("en") ? Locale.ENGLISH : CHINESE;
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        if (response != null && locale != null) {
            ResponseCookie cookie = ResponseCookie.from(COOKIE, locale.getLanguage())
                    .path("/")
                    .maxAge(KEPT_FOR)
                    .httpOnly(true)
                    .secure(request.isSecure())
                    .sameSite("Strict")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }

    static boolean isChosen(HttpServletRequest request) {
        return WebUtils.getCookie(request, COOKIE) != null;
    }

    /** @param language {@code en}, or anything else for Chinese */
    static Locale of(String language) {
        return language.equals("en") ? Locale.ENGLISH : CHINESE;
    }
}
