package org.shuqiao.simulators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** A home folder with fresh keys in {@code development/}, made by openssl as a gateway would have made them. */
final class DevelopmentKeys {
    static final String SECRET = "a secret of the tests";
    static final String APPLICATION_SECRET = "5bd29a0c";
    static final String SECRET_DIGITS = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    static {
        // Where a test says nothing of time it is not about time, and the machine may be busy with something else.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    /** Those that are called in the simplest way: a certificate for receipts, and a secret. */
    static final List<String> PLATFORMS =
            List.of("qingdao-brain", "national", "jiangxi", "qingdao-drc", "chongqing-eic", "shanxi");

    private final Kona kona = new Kona();
    private final Map<String, Sm2Signer> signers = new ConcurrentHashMap<>();

    private final Path home;
    private final OpenSsl openSsl;

    private DevelopmentKeys(Path home, OpenSsl openSsl) {
        this.home = home;
        this.openSsl = openSsl;
    }

    static DevelopmentKeys create(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("development"));
        OpenSsl openSsl = new OpenSsl(folder);
        openSsl.authority("ca", "Test CA");
        openSsl.leaf("qingdao", "ca", 20);
        openSsl.leaf("gateway", "ca", 20);
        Files.writeString(folder.resolve("qingdao.secret"), SECRET + "\n");
        openSsl.leaf("capability-center", "ca", 20);
        openSsl.leaf("capability-center-enc", "ca", 20);
        openSsl.leaf("capability-center-client", "ca", 20);
        Files.writeString(folder.resolve("capability-center.secret"), APPLICATION_SECRET + "\n");
        for (String platform : PLATFORMS) {
            openSsl.leaf(platform, "ca", 20);
            Files.writeString(folder.resolve(platform + ".secret"), SECRET_DIGITS + "\n");
        }
        openSsl.timestampAuthority();
        return new DevelopmentKeys(home, openSsl);
    }

    Path home() {
        return home;
    }

    OpenSsl openSsl() {
        return openSsl;
    }

    Path file(String name) {
        return home.resolve("development").resolve(name);
    }

    byte[] certificate(String name) {
        return PemFile.read(file(name + ".pem"), "CERTIFICATE");
    }

    byte[] publicKey(String name) {
        try {
            return SmCertificate.parse(certificate(name)).subjectPublicKeyInfo();
        } catch (MalformedDer e) {
            throw new AssertionError(e);
        }
    }

    /** A DER signer with that key and user id, made once. */
    Sm2Signer signer(String name, Sm2UserId userId) {
        return signers.computeIfAbsent(name + "/" + userId.text(), both -> {
            try {
                return new Sm2Signer(kona, privateKey(name), publicKey(name), userId, new SecureRandom());
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        });
    }

    byte[] privateKey(String name) {
        return PemFile.read(file(name + ".key.pem"), "PRIVATE KEY");
    }
}
