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
            description = "The gateway (default: loopback, with the port in run/gateway.port of the home folder).")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File with the API key (default: secrets/admin.key in the home folder).")
    private @Nullable Path keyFile;

    /** @throws IOException naming the file that is not there */
    ApiClient client() throws IOException {
        URI gateway = url == null
                ? URI.create(
                        "http://127.0.0.1:" + read(home.path().resolve("run").resolve("gateway.port")))
                : url;
        return new ApiClient(
                gateway, read(keyFile == null ? home.path().resolve("secrets").resolve("admin.key") : keyFile));
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(file.toString(), null, "not there; is the gateway running on this home?");
        }
    }
}
