package org.shuqiao.routes.platforms;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.CallFamily;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.steps.Limits;

/**
 * How one platform is reached while this gateway runs: what builds what leaves for it, what its calls are signed with, and what its clock
 * shows.
 */
public final class PlatformCalls implements AutoCloseable {
    private final PlatformAccess access;
    private final PlatformDescriptor descriptor;
    private final PlatformClock clock;
    private final CallSecrets secrets;
    private final CallBuilder builder;
    private final @Nullable FamilyDCalls rows;

    public PlatformCalls(PlatformAccess access, Clock ours, SecureRandom random) {
        this.access = access;
        this.descriptor = access.platform().descriptor();
        this.clock = new PlatformClock(descriptor.clock(), ours);
        CallFamily call = descriptor.call().orElse(null);
        this.secrets = secrets(call);
        this.rows = call instanceof CallFamily.D family ? new FamilyDCalls(access, family, clock, ours, random) : null;
        this.builder = call == null ? new BuildDeposit(descriptor) : rows == null ? singleCalls() : rows;
    }

    private CallBuilder singleCalls() {
        return new SingleCalls(access, secrets, clock);
    }

    private CallSecrets secrets(@Nullable CallFamily family) {
        if (family instanceof CallFamily.B b) {
            return new FetchedSecrets(access, b.keys(), Limits.SECRET_PATIENCE, clock);
        }
        if (family instanceof CallFamily.G g) {
            return new FetchedSecrets(access, g.tokens(), Limits.SECRET_PATIENCE, clock);
        }
        return new CallSecrets.Agreed(access);
    }

    CallBuilder builder() {
        return builder;
    }

    /** Of a platform that can be asked; a descriptor lets no other have a query or a poll. */
    FamilyDCalls rows() {
        return Objects.requireNonNull(rows, "only family D has calls to ask with");
    }

    public PlatformAccess access() {
        return access;
    }

    public PlatformClock clock() {
        return clock;
    }

    /**
     * The platform did not accept who calls.
     *
     * @param code its own result code, if it gave one
     * @return whether the same call is signed with another secret next time
     */
    boolean refused(Envelope envelope, @Nullable String code) {
        if (code != null
                && descriptor.clock().stream().anyMatch(window -> window.codes().contains(code))) {
            clock.refused();
            return false;
        }
        String dataset = envelope.transfers().get(0).dataset();
        return secrets.refused(
                Objects.requireNonNull(descriptor.datasets().get(dataset)).resource(), envelope.secretVersion());
    }

    /** Present where calls cannot be signed, or soon cannot, since the platform hands out no secret. */
    public Optional<SecretTrouble> secretTrouble() {
        return secrets.trouble(access.id());
    }

    /** Present where the platform's clock is so far from ours that its window is half used up, or it has refused our time stamps. */
    public Optional<PlatformClock.Skew> clockSkew() {
        return clock.skew(access.id());
    }

    @Override
    public void close() {
        secrets.close();
    }
}
