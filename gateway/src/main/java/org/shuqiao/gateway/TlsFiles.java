package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The key and certificates of HTTPS in files: read at the start, and again when they have changed, so that whoever renews certificates
 * has only to replace them. Files that cannot be used later on change nothing, and are told of once. Thread-safe.
 */
final class TlsFiles {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private final List<Path> files;
    private final Supplier<SslStoreBundle> bundle;
    private final String password;
    private final boolean development;
    private final Clock clock;
    private List<Object> seen;
    private ServerIdentity identity;
    private Instant nextLook;

    private TlsFiles(
            List<Path> files, Supplier<SslStoreBundle> bundle, String password, boolean development, Clock clock) {
        this.files = files;
        this.bundle = bundle;
        this.password = password;
        this.development = development;
        this.clock = clock;
        this.seen = stamps();
        this.nextLook = clock.instant().plus(LOOK_EVERY);
        this.identity = read();
    }

    /**
     * Opens the files of the settings, or those of a trial.
     *
     * @return null where there are none
     * @throws StartRefused where they do not hold one key with its certificates
     */
    static @Nullable TlsFiles open(GatewaySettings settings, Clock clock) {
        GatewaySettings.Tls tls = settings.tls();
        Path chain = settings.tlsChainFile();
        Path key = settings.tlsKeyFile();
        Path store = tls.keyStore();
        if (store != null && (tls.key() != null || tls.chain() != null)) {
            throw new StartRefused("shuqiao.tls names PEM files and a PKCS#12 file; it takes one or the other");
        }
        if (store != null) {
            JksSslStoreDetails details = new JksSslStoreDetails("PKCS12", null, location(store), tls.password());
            return new TlsFiles(
                    List.of(store),
                    () -> new JksSslStoreBundle(details, null),
                    tls.password(),
                    settings.development(),
                    clock);
        }
        if (chain == null && key == null) {
            return null;
        }
        if (chain == null || key == null) {
            throw new StartRefused("of shuqiao.tls.key and shuqiao.tls.chain only one is set");
        }
        String password = tls.password().isEmpty() ? null : tls.password();
        PemSslStoreDetails details = new PemSslStoreDetails(null, location(chain), location(key), password);
        return new TlsFiles(
                List.of(chain, key), () -> new PemSslStoreBundle(details, null), "", settings.development(), clock);
    }

    private static String location(Path file) {
        return file.toUri().toString();
    }

    /** Returns what the files hold, or held when they were last of use. */
    synchronized ServerIdentity identity() {
        Instant now = clock.instant();
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(LOOK_EVERY);
            List<Object> stamps = stamps();
            if (!stamps.equals(seen)) {
                seen = stamps;
                readAgain();
            }
        }
        return identity;
    }

    private void readAgain() {
        try {
            identity = read();
        } catch (StartRefused unusable) {
            LOG.error("HTTPS goes on with the certificate it has: {}", unusable.getMessage());
        }
    }

    /** The cause is dropped on purpose: it may quote what was read. */
    private ServerIdentity read() {
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new StartRefused("there is no file " + file + " that can be read");
            }
        }
        try {
            ServerKeyStore.Content content = ServerKeyStore.read(bundle.get(), password);
            if (content.development() && !development) {
                throw new StartRefused(
                        "a development authority has certified what is in " + names() + StartRefused.TRIAL);
            }
            return content.identity();
        } catch (StartRefused refused) {
            throw refused;
        } catch (GeneralSecurityException | RuntimeException unusable) {
            throw new StartRefused(
                    isForPassword(unusable)
                            ? "shuqiao.tls.password does not open " + names()
                            : "no key with its certificates for HTTPS in " + names());
        }
    }

    private String names() {
        return String.join(" and ", files.stream().map(Path::toString).toList());
    }

    private static boolean isForPassword(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof UnrecoverableKeyException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** What changes with a file's content; of a symbolic link with that of what it leads to. */
    private List<Object> stamps() {
        List<Object> stamps = new ArrayList<>();
        for (Path file : files) {
            try {
                stamps.add(file.toRealPath());
                stamps.add(Files.getLastModifiedTime(file));
                stamps.add(Files.size(file));
            } catch (IOException gone) {
                stamps.add("gone");
            }
        }
        return stamps;
    }
}
