package org.shuqiao.gateway.console;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.AccountController.NewAccount;
import org.shuqiao.gateway.ApiKeys.Role;
import org.shuqiao.routes.failures.Failure;

/**
 * What somebody typed for a new account. Where it cannot be opened, the form is shown again as it was, with what is wrong with it; both go
 * with the session, not with the address.
 *
 * @param role null before one was chosen
 */
record AccountForm(String name, @Nullable Role role, String center, String holder, @Nullable Fault fault)
        implements Serializable {
    static final AccountForm EMPTY = new AccountForm("", null, "", "", null);

    /** What can be wrong with it. */
    enum Fault {
        NAME("name"),
        TAKEN("name"),
        CENTER_MISSING("center"),
        CENTER_FOREIGN("center"),
        CENTER_UNKNOWN("center"),
        HOLDER("holder"),
        HOLDER_FOREIGN("holder");

        private final String field;

        Fault(String field) {
            this.field = field;
        }

        String key() {
            return "common.admin.wrong." + name();
        }
    }

    NewAccount account(Role chosen) {
        return new NewAccount(name, chosen, orNull(center), orNull(holder));
    }

    private static @Nullable String orNull(String entered) {
        return entered.isBlank() ? null : entered.strip();
    }

    AccountForm with(Fault found) {
        return new AccountForm(name, role, center, holder, found);
    }

    /** @return key of the words for a field; null where nothing is wrong with it */
    public @Nullable String wrong(String field) {
        return fault != null && fault.field.equals(field) ? fault.key() : null;
    }

    /** @return empty for what has nothing to do with what was typed */
    Optional<Fault> fault(Failure refused) {
        return Optional.ofNullable(
                switch (refused.code()) {
                    case ALREADY_EXISTS -> Fault.TAKEN;
                    case NOT_FOUND -> Fault.CENTER_UNKNOWN;
                    case BAD_REQUEST -> faultOf(String.valueOf(refused.facts().get("member")));
                    default -> null;
                });
    }

    private @Nullable Fault faultOf(String member) {
        return switch (member) {
            case "name" -> Fault.NAME;
            case "center" -> center.isBlank() ? Fault.CENTER_MISSING : Fault.CENTER_FOREIGN;
            case "holder" -> role == Role.CENTER ? Fault.HOLDER_FOREIGN : Fault.HOLDER;
            default -> null;
        };
    }
}
