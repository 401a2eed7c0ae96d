package org.shuqiao.gateway.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What surrounds every page; templates ask for it by name, so that a page of a failure has it, too. */
@Component("frames")
final class Frames {

    /**
     * @param user null where nobody is signed in
     * @param menu by group
     * @param back path and query of this page, where somebody comes back to after a change of language
     * @param answer whether this page gives back what was sent, which it is not when it is come back to
     */
    record Frame(@Nullable ConsoleUser user, Map<String, List<Navigation.Entry>> menu, String back, boolean answer) {}

    public Frame current() {
        ConsoleUser user = user();
        HttpServletRequest request = request();
        boolean forwarded = request.getDispatcherType() != DispatcherType.REQUEST;
        String query = request.getQueryString();
        String path = forwarded ? "/" : request.getRequestURI();
        Map<String, List<Navigation.Entry>> menu =
                user == null || user.account().mustChange() ? Map.of() : Navigation.of(user.role(), path);
        String back = query == null || forwarded ? path : path + "?" + query;
        return new Frame(user, menu, back, request.getMethod().equals("POST") && !forwarded);
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }

    private static @Nullable ConsoleUser user() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof ConsoleUser user ? user : null;
    }
}
