package org.shuqiao.routes.platforms;

import java.util.Optional;

/** What calls of one platform are signed with now. Thread-safe. */
interface CallSecrets extends AutoCloseable {

    /** @throws SecretUnavailable after a bounded time */
    CallSecret of(String resource) throws SecretUnavailable;

    /**
     * The platform has not accepted a call.
     *
     * @param version of the secret that the call was signed with
     * @return whether the next call is signed with another one
     */
    boolean refused(String resource, long version);

    /** Present while none can be had. */
    Optional<SecretTrouble> trouble(String platform);

    @Override
    void close();

    /** The secret that was agreed with the platform; an officer replaces it. */
    record Agreed(PlatformAccess access) implements CallSecrets {
        @Override
        public CallSecret of(String resource) {
            return new CallSecret(access.clientSecret().get(), 0);
        }

        @Override
        public boolean refused(String resource, long version) {
            return false;
        }

        @Override
        public Optional<SecretTrouble> trouble(String platform) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
