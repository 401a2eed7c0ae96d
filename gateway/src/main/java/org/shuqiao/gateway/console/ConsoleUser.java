package org.shuqiao.gateway.console;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.shuqiao.gateway.Accounts;
import org.shuqiao.gateway.ApiKeys;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who is signed in. To the HTTP API's controllers this person is {@link #caller}, as a program with a key of the same role would be.
 *
 * @param signedInAt when the session began, whose longest time counts from here
 */
public record ConsoleUser(Accounts.SignedIn account, Instant signedInAt) implements AuthenticatedPrincipal {

    /** What somebody may do whose password was given by another: choose one. */
    static final String MUST_CHANGE = "MUST_CHANGE";

    public ApiKeys.Caller caller() {
        return account.caller();
    }

    public ApiKeys.Role role() {
        return account.caller().role();
    }

    @Override
    public String getName() {
        return account.name();
    }

    /** As in templates: {@code ${user.name}}. */
    public String name() {
        return account.name();
    }

    public boolean is(String role) {
        return role().name().equals(role);
    }

    Collection<GrantedAuthority> authorities() {
        String role = account.mustChange() ? MUST_CHANGE : role().name();
        return List.of(new SimpleGrantedAuthority("ROLE_" + role));
    }
}
