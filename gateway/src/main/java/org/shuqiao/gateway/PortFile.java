package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says which port was taken, in {@code <home>/run/gateway.port}, for scripts and for port 0. */
@Component
final class PortFile {
    private final Path file;

    PortFile(GatewaySettings settings) {
        this.file = settings.home().resolve("run/gateway.port");
    }

    @EventListener
    void write(WebServerInitializedEvent event) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, "gateway", ".port");
        Files.writeString(written, Integer.toString(event.getWebServer().getPort()));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
