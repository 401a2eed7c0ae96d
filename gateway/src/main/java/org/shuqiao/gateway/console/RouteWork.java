package org.shuqiao.gateway.console;

import java.util.List;
import java.util.function.Predicate;
import org.shuqiao.routes.RouteNames;

/**
 * What a route does.
 *
 * @param key of the message that says it, with a place for the platform's name
 * @param platform for which it does it; empty where it works for all
 */
public record RouteWork(String key, String platform) {
    private static final String KEYS = "operator.route.";
    private static final List<String> TEMPLATES = List.of(
            RouteNames.DELIVER_TEMPLATE,
            RouteNames.ASK_TEMPLATE,
            RouteNames.RETURN_TEMPLATE,
            RouteNames.POLL_TEMPLATE,
            RouteNames.COLLECT_TEMPLATE);

    /** @param isPlatform tells ids of platforms from the ends of other routes' ids */
    public static RouteWork of(String id, Predicate<String> isPlatform) {
        return TEMPLATES.stream()
                .filter(template ->
                        id.startsWith(template + "-") && isPlatform.test(id.substring(template.length() + 1)))
                .findFirst()
                .map(template -> new RouteWork(KEYS + template, id.substring(template.length() + 1)))
                .orElse(new RouteWork(KEYS + id, ""));
    }
}
