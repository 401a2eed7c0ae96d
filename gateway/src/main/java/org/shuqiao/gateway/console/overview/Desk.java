package org.shuqiao.gateway.console.overview;

import java.util.EnumSet;
import java.util.Set;
import org.shuqiao.gateway.ApiKeys.Role;

/** Whose work it is, and who may open the pages where it is done. Others are told whom to call. */
enum Desk {
    OPERATOR(Role.OPERATOR, Role.ADMIN, Role.AUDITOR),
    /** As {@link #OPERATOR}; the centers themselves have to act, and are to be asked. */
    CENTERS(Role.OPERATOR, Role.ADMIN, Role.AUDITOR),
    OFFICER(Role.OFFICER, Role.AUDITOR),
    AGREEMENTS(Role.OFFICER, Role.ADMIN, Role.AUDITOR),
    KEYS(Role.OFFICER, Role.ADMIN, Role.AUDITOR);

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final Set<Role> readers;

    Desk(Role first, Role... others) {
        this.readers = Set.copyOf(EnumSet.of(first, others));
    }

    boolean isOpenTo(Role role) {
        return readers.contains(role);
    }
}
