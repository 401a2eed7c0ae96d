package org.shuqiao.gateway.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Where a person goes who has tried to sign in. */
final class Arrivals implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    private final Languages languages;

    Arrivals(Languages languages) {
        this.languages = languages;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        if (authentication.getPrincipal() instanceof ConsoleUser user && !Languages.isChosen(request)) {
            languages.setLocale(request, response, Languages.of(user.account().language()));
        }
        go(response, authentication.getPrincipal() instanceof ConsoleUser user ? place(user, request, response) : "/");
    }

    /** The page that was asked for, where the menu of the role leads there; otherwise where its day begins. */
    private static String place(ConsoleUser user, HttpServletRequest request, HttpServletResponse response) {
        String wanted = OwnPath.of(Remembered.WANTED.take(request, response));
        boolean open = !user.account().mustChange() && Navigation.leads(user.role(), wanted.split("[?]", 2)[0]);
        return open ? wanted : "/";
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) {
        Remembered.NAME.keep(request.getParameter(ConsoleSecurity.NAME), request, response);
        if (refused instanceof SignIn.Throttled) {
            go(response, "/sign-in?busy");
        } else if (refused instanceof InternalAuthenticationServiceException) {
            go(response, "/sign-in?away");
        } else {
            go(response, "/sign-in?refused");
        }
    }

    /** With GET, whatever the method was. */
    static void go(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
