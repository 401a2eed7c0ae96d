package org.shuqiao.gateway;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows at each handshake what is to be shown then, so that a change needs no restart and cuts no connection. TLS asks for a key in
 * three calls; an alias says which identity it began with, so that a change between them mixes nothing. Thread-safe.
 */
final class FollowingKeyManager extends X509ExtendedKeyManager {
    private static final char SEPARATOR = ':';

    private static final Logger LOG = LoggerFactory.getLogger(FollowingKeyManager.class);

    private final Supplier<Optional<ServerIdentity>> source;
    private volatile @Nullable Shown shown;

    /** @param source what is to be shown now; without anything every handshake fails */
    FollowingKeyManager(Supplier<Optional<ServerIdentity>> source) {
        this.source = source;
    }

    /** @param before what handshakes may still be busy with */
    private record Shown(long number, ServerIdentity identity, @Nullable Shown before) {
        Shown next(ServerIdentity other) {
            return new Shown(number + 1, other, new Shown(number, identity, null));
        }
    }

    private @Nullable Shown now() {
        ServerIdentity identity = source.get().orElse(null);
        Shown known = shown;
        if (identity == null || (known != null && known.identity().equals(identity))) {
            return identity == null ? null : known;
        }
        return change(identity);
    }

    private synchronized Shown change(ServerIdentity identity) {
        Shown known = shown;
        if (known != null && known.identity().equals(identity)) {
            return known;
        }
        LOG.info("HTTPS shows certificate {}, valid until {}", identity.serial(), identity.validUntil());
        Shown next = known == null ? new Shown(1, identity, null) : known.next(identity);
        shown = next;
        return next;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        Shown current = now();
        String alias = current == null
                ? null
                : current.identity().keyManager().chooseEngineServerAlias(keyType, issuers, engine);
        return current == null || alias == null ? null : current.number() + String.valueOf(SEPARATOR) + alias;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        Shown current = now();
        String alias =
                current == null ? null : current.identity().keyManager().chooseServerAlias(keyType, issuers, socket);
        return current == null || alias == null ? null : current.number() + String.valueOf(SEPARATOR) + alias;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        ServerIdentity identity = of(alias);
        return identity == null ? null : identity.keyManager().getCertificateChain(own(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        ServerIdentity identity = of(alias);
        return identity == null ? null : identity.keyManager().getPrivateKey(own(alias));
    }

    private @Nullable ServerIdentity of(String alias) {
        String number = alias.substring(0, Math.max(0, alias.indexOf(SEPARATOR)));
        Shown one = shown;
        while (one != null && !Long.toString(one.number()).equals(number)) {
            one = one.before();
        }
        return one == null ? null : one.identity();
    }

    private static String own(String alias) {
        return alias.substring(alias.indexOf(SEPARATOR) + 1);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // a choice is made at each handshake, never from a list
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null; // a server's key says nothing of a client
    }
}
