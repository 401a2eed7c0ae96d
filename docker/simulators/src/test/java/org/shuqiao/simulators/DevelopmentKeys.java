package org.shuqiao.simulators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A home folder with fresh keys in {@code development/}, made by openssl as a gateway would have made them. */
final class DevelopmentKeys {
    static final String SECRET = "a secret of the tests";

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

    byte[] privateKey(String name) {
        return PemFile.read(file(name + ".key.pem"), "PRIVATE KEY");
    }
}
