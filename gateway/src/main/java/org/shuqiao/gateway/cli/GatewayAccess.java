package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How an administrator's command reaches the gateway. */
final class GatewayAccess {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The gateway (default: what run/gateway.url of the home folder says).")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File with the API key (default: secrets/admin.key in the home folder).")
    private @Nullable Path keyFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "PEM of an authority to believe besides those of Java and development/tls-ca.pem of the home folder.")
    private @Nullable Path ca;

    /** @throws IOException naming the file that is not there */
    ApiClient client() throws IOException {
        URI gateway = url == null ? URI.create(read(home.path().resolve("run").resolve("gateway.url"))) : url;
        return new ApiClient(
                gateway,
                read(keyFile == null ? home.path().resolve("secrets").resolve("admin.key") : keyFile),
                ca == null ? GatewayTrust.of(home.path()) : GatewayTrust.of(home.path(), ca));
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(file.toString(), null, "not there; is the gateway running on this home?");
        }
    }
}
