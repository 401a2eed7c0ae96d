package org.shuqiao.routes.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** The one user of the embedded broker: the gateway itself. Everyone else is refused. */
record BrokerUser(String name, String password) implements ActiveMQSecurityManager {

    /** The role that {@link BrokerConfiguration} gives its rights to. */
    static final String ROLE = "gateway";

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String candidate) {
        return name.equals(user)
                && candidate != null
                && MessageDigest.isEqual(password.getBytes(UTF_8), candidate.getBytes(UTF_8));
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String candidate, Set<Role> roles, CheckType check) {
        return validateUser(user, candidate)
                && roles.stream().anyMatch(role -> role.getName().equals(ROLE) && check.hasRole(role));
    }

    @Override
    public String toString() {
        return "BrokerUser[" + name + "]";
    }
}
