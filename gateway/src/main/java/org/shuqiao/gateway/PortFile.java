package org.shuqiao.gateway;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says which port was taken, in {@code <home>/run/gateway.port}, and how it is called from this machine, in {@code gateway.url}, for
 * scripts and for port 0.
 */
@Component
final class PortFile {
    private final Path folder;
    private final String scheme;
    private final @Nullable InetAddress address;

    PortFile(GatewaySettings settings, ServerProperties server) {
        this.folder = settings.home().resolve("run").toAbsolutePath();
        this.scheme = settings.http() ? "http" : "https";
        this.address = server.getAddress();
    }

    @EventListener
    void write(WebServerInitializedEvent event) throws IOException {
        Files.createDirectories(folder);
        int port = event.getWebServer().getPort();
        write("gateway.url", scheme + "://" + host() + ":" + port);
        write("gateway.port", Integer.toString(port)); // last: whoever waits for it finds the other
    }

    private String host() {
        if (address == null || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return "127.0.0.1";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private void write(String name, String content) throws IOException {
        Path written = Files.createTempFile(folder, "gateway", ".new");
        Files.writeString(written, content);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
