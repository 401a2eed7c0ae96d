package org.shuqiao.gateway.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.shuqiao.gateway.ApiKeys.Role;

/** The pages that a menu offers, in its order. What a role may really open is said in {@link ConsoleSecurity}. */
enum Navigation {
    OVERVIEW("/overview", Role.OPERATOR, Role.OFFICER, Role.ADMIN, Role.AUDITOR),
    OPERATOR_ROUTES("/operator/routes", Role.OPERATOR, Role.ADMIN, Role.AUDITOR),
    OPERATOR_PLATFORMS("/operator/platforms", Role.OPERATOR, Role.ADMIN, Role.AUDITOR),
    OPERATOR_TRANSFERS("/operator/transfers", Role.OPERATOR, Role.ADMIN, Role.AUDITOR),
    OFFICER_AGREEMENTS("/officer/agreements", Role.OFFICER, Role.ADMIN, Role.AUDITOR),
    OFFICER_QUARANTINE("/officer/quarantine", Role.OFFICER, Role.AUDITOR),
    OFFICER_APPROVALS("/officer/approvals", Role.OFFICER, Role.AUDITOR),
    OFFICER_SEALED("/officer/sealed", Role.OFFICER, Role.AUDITOR),
    OFFICER_PACKAGES("/officer/packages", Role.OFFICER, Role.AUDITOR),
    OFFICER_DUTIES("/officer/duties", Role.OFFICER, Role.AUDITOR),
    AUDIT_TRANSFERS("/audit/transfers", Role.OFFICER, Role.AUDITOR),
    AUDIT_LOG("/audit/log", Role.OFFICER, Role.AUDITOR),
    AUDIT_KEYS("/audit/keys", Role.OFFICER, Role.ADMIN, Role.AUDITOR),
    AUDIT_ACTS("/audit/acts", Role.OFFICER, Role.AUDITOR),
    CENTER_START("/center", Role.CENTER),
    CENTER_SUBMIT("/center/submit", Role.CENTER),
    CENTER_SUBMISSIONS("/center/submissions", Role.CENTER),
    CENTER_INBOX("/center/inbox", Role.CENTER),
    CENTER_BOOKINGS("/center/bookings", Role.CENTER),
    CENTER_SHOWCASE("/center/showcase", Role.CENTER),
    CENTER_KEYS("/center/keys", Role.CENTER),
    CENTER_TRY("/center/try", Role.CENTER),
    ADMIN_ACCOUNTS("/admin/accounts", Role.ADMIN);

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf is.
    private final Set<Role> roles;

    Navigation(String path, Role first, Role... others) {
        this.path = path;
        this.roles = Set.copyOf(EnumSet.of(first, others));
    }

    /** @param group for the heading {@code common.group.<group>}, {@code key} for the word {@code common.nav.<key>} */
    record Entry(String group, String key, String path, boolean here) {}

    /** @param path of the page that is shown */
    static Map<String, List<Entry>> of(Role role, String path) {
        Map<String, List<Entry>> menu = new LinkedHashMap<>();
        for (Navigation page : values()) {
            if (page.roles.contains(role)) {
                String group = page.name().split("_", 2)[0].toLowerCase(Locale.ROOT);
                menu.computeIfAbsent(group, first -> new ArrayList<>())
                        .add(new Entry(group, page.key(), page.path, page.holds(path)));
            }
        }
        return menu;
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private boolean holds(String shown) {
        return shown.equals(path) || (this != CENTER_START && shown.startsWith(path + "/"));
    }

    /** Whether a page is of the role's menu, or below one that is. */
    static boolean leads(Role role, String path) {
        return path.equals("/account")
                || Arrays.stream(values())
                        .filter(page -> page.roles.contains(role))
                        .anyMatch(page -> path.equals(page.path) || path.startsWith(page.path + "/"));
    }

    /** Where a role's day begins. */
    static String start(Role role) {
        return switch (role) {
            case CENTER -> CENTER_START.path;
            case ADMIN, OPERATOR, OFFICER, AUDITOR -> OVERVIEW.path;
        };
    }
}
