package org.shuqiao.routes.sftp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.KeyUnavailable;

/**
 * The way to one SFTP server: one session, opened when it is needed, used by one at a time, kept alive, and opened anew after it broke.
 * It reads nothing of the machine's own SSH settings or keys.
 */
public final class SftpLink implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** A session that rested longer is asked whether it is still there before work depends on it. */
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(5);

    private final SftpServer server;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ScheduledExecutorService watch;
    private @Nullable SshClient client;
    private @Nullable SftpSession session;
    private long lastUsedNanos;
    private volatile boolean strangeKey;

    public SftpLink(SftpServer server) {
        this.server = server;
        this.watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sftp-watch-" + server.host());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What is done in a session. */
    @FunctionalInterface
    interface Work<T> {
        T in(SftpSession session) throws SftpTrouble;
    }

    /**
     * Does something in the session.
     *
     * @param within how long it may take as a whole, waiting for the session and logging in included
     */
    <T> T use(Duration within, Work<T> work) throws SftpTrouble {
        long ends = System.nanoTime() + within.toNanos();
        takeTurn(within);
        try {
            return attempt(ends, work);
        } finally {
            lastUsedNanos = System.nanoTime();
            turn.unlock();
        }
    }

    private void takeTurn(Duration within) throws SftpTrouble {
        try {
            if (turn.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new SftpTrouble(SftpTrouble.Kind.NOT_REACHED);
    }

    private <T> T attempt(long ends, Work<T> work) throws SftpTrouble {
        boolean done = false;
        try {
            SftpSession open = opened(ends);
            open.mustEndBy(ends);
            T result = work.in(open);
            done = true;
            return result;
        } catch (SftpTrouble trouble) {
            done = trouble.kind() != SftpTrouble.Kind.LOST;
            throw trouble;
        } finally {
            if (!done) {
                drop();
            }
        }
    }

    private SftpSession opened(long ends) throws SftpTrouble {
        SftpSession kept = session;
        if (kept != null && kept.isOpen() && isThere(kept, ends)) {
            return kept;
        }
        drop();
        kept = open(ends);
        session = kept;
        return kept;
    }

    private boolean isThere(SftpSession kept, long ends) {
        if (System.nanoTime() - lastUsedNanos < TRUSTED_FOR.toNanos()) {
            return true;
        }
        try {
            kept.mustEndBy(ends);
            kept.greet();
            return true;
        } catch (SftpTrouble gone) {
            return false;
        }
    }

    private SftpSession open(long ends) throws SftpTrouble {
        if (server.hostKeys().isEmpty()) {
            throw new SftpTrouble(SftpTrouble.Kind.WRONG_HOST_KEY);
        }
        Credentials credentials = credentials();
        strangeKey = false;
        ClientSession ssh = null;
        try {
            ssh = client().connect(server.user(), server.host(), server.port())
                    .verify(within(ends))
                    .getSession();
            login(ssh, credentials, within(ends));
            return SftpSession.over(ssh, new TimedSession(ssh, server.operationWithin(), watch));
        } catch (IOException | RuntimeException refused) { // The library throws both at an address that is none.
            if (ssh != null) {
                ssh.close(true);
            }
            throw new SftpTrouble(why(refused), refused);
        }
    }

    private static void login(ClientSession ssh, Credentials credentials, Duration within) throws IOException {
        ssh.setUserAuthFactories(List.of(credentials.factory()));
        credentials.keys().forEach(ssh::addPublicKeyIdentity);
        if (credentials.password() != null) {
            ssh.addPasswordIdentity(credentials.password());
        }
        ssh.auth().verify(within);
    }

    private SftpTrouble.Kind why(Exception refused) {
        if (strangeKey) {
            return SftpTrouble.Kind.WRONG_HOST_KEY;
        }
        boolean noWayIn = refused instanceof SshException said
                && said.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
        return noWayIn ? SftpTrouble.Kind.LOGIN_REFUSED : SftpTrouble.Kind.NOT_REACHED;
    }

    /** Asked while keys are exchanged, before anything of us is sent. */
    private boolean isKnown(PublicKey shown) {
        boolean known = server.hostKeys().has(shown);
        strangeKey = !known;
        return known;
    }

    private Duration within(long ends) throws SftpTrouble {
        long left = Math.min(ends - System.nanoTime(), server.connectWithin().toNanos());
        if (left <= 0) {
            throw new SftpTrouble(SftpTrouble.Kind.NOT_REACHED);
        }
        return Duration.ofNanos(left);
    }

    private record Credentials(UserAuthFactory factory, List<KeyPair> keys, @Nullable String password) {}

    /** A private key where the secret is one; a server is never tried with both. */
    private Credentials credentials() throws SftpTrouble {
        byte[] secret;
        try {
            secret = server.secret().get();
        } catch (KeyUnavailable missing) {
            throw new SftpTrouble(SftpTrouble.Kind.LOGIN_REFUSED, missing);
        }
        String text = new String(secret, StandardCharsets.UTF_8);
        if (!text.startsWith("-----BEGIN ")) {
            return new Credentials(UserAuthPasswordFactory.INSTANCE, List.of(), text);
        }
        try {
            List<KeyPair> keys = new ArrayList<>();
            SecurityUtils.loadKeyPairIdentities(
                            null, NamedResource.ofName("private key"), new ByteArrayInputStream(secret), null)
                    .forEach(keys::add);
            return new Credentials(new UserAuthPublicKeyFactory(HostKeys.ownSignatures()), keys, null);
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            // Without the cause: it might say something of the key.
            throw new SftpTrouble(SftpTrouble.Kind.LOGIN_REFUSED);
        }
    }

    private SshClient client() {
        SshClient ready = client;
        if (ready == null) {
            ready = SshClient.setUpDefaultClient();
            ready.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            ready.setServerKeyVerifier((ssh, address, shown) -> isKnown(shown));
            ready.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            ready.setSignatureFactories(server.hostKeys().signatures());
            ready.setNioWorkers(1);
            CoreModuleProperties.HEARTBEAT_INTERVAL.set(ready, HEARTBEAT);
            CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(ready, 1);
            ready.start();
            client = ready;
        }
        return ready;
    }

    private void drop() {
        SftpSession kept = session;
        session = null;
        if (kept != null) {
            kept.close();
        }
    }

    /** Once nobody uses it any more. */
    @Override
    public void close() {
        drop();
        watch.shutdownNow();
        SshClient ready = client;
        if (ready != null) {
            ready.close(true);
        }
    }
}
