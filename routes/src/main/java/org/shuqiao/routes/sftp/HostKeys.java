package org.shuqiao.routes.sftp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/** The keys by which an SFTP server is known. Several while it changes its key. With none, it is never spoken to. */
public final class HostKeys {
    private static final int MAX_KEYS = 16;
    private static final List<BuiltinSignatures> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256);

    private final List<PublicKey> keys;

    private HostKeys(List<PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads lines as {@code ssh-keyscan} or the server's {@code .pub} files have them: type, Base64, comment. A host name before the type
     * is not taken, since the setting belongs to one server.
     *
     * @throws IllegalArgumentException where a line is no key; it says which line, not what is in it
     */
    public static HostKeys parse(String text) {
        List<PublicKey> keys = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && line.charAt(0) != '#') {
                keys.add(key(line, number));
            }
        }
        if (keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("more than " + MAX_KEYS + " host keys");
        }
        return new HostKeys(List.copyOf(keys));
    }

    private static PublicKey key(String line, int number) {
        try {
            PublicKey key = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            if (key != null) {
                return key;
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException notAKey) {
            throw new IllegalArgumentException("line " + number + " is no public key of an SSH server", notAKey);
        }
        throw new IllegalArgumentException("line " + number + " is no public key of an SSH server");
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    boolean has(PublicKey shown) {
        return keys.stream().anyMatch(key -> KeyUtils.compareKeys(key, shown));
    }

    /** Those of the kinds of these keys first, or a server with several keys might show another of its own; our own keys may need the rest. */
    List<NamedFactory<Signature>> signatures() {
        List<NamedFactory<Signature>> ordered = new ArrayList<>();
        List<NamedFactory<Signature>> others = new ArrayList<>();
        for (NamedFactory<Signature> signature : ownSignatures()) {
            boolean fits = keys.stream()
                    .map(KeyUtils::getKeyType)
                    .anyMatch(type -> type.equals(KeyUtils.getCanonicalKeyType(signature.getName())));
            (fits ? ordered : others).add(signature);
        }
        ordered.addAll(others);
        return ordered;
    }

    /** What our own keys may sign with at a login. */
    static List<NamedFactory<Signature>> ownSignatures() {
        return SIGNATURES.stream()
                .filter(BuiltinSignatures::isSupported)
                .map(signature -> (NamedFactory<Signature>) signature)
                .toList();
    }
}
