package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.shuqiao.routes.embedded.EmbeddedPostgres;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** Runs the database of {@link FrontDatabase} until its starter is gone: until nothing can come from there any more. */
@Command(
        name = FrontDatabase.FOLDER,
        hidden = true,
        description = "The database of the demonstration's exchange table.")
final class FrontDatabaseCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createDirectories(home.path().resolve(FrontDatabase.FOLDER));
        try (EmbeddedPostgres database = EmbeddedPostgres.start(folder, new SecureRandom())) {
            Path unfinished = Files.write(
                    folder.resolve("." + FrontDatabase.ADDRESS),
                    JsonMapper.shared()
                            .writeValueAsBytes(JsonMapper.shared()
                                    .createObjectNode()
                                    .put("url", database.jdbcUrl())
                                    .put("user", database.username())));
            Files.move(unfinished, folder.resolve(FrontDatabase.ADDRESS), StandardCopyOption.ATOMIC_MOVE);
            while (System.in.read() >= 0) {
                // Whatever is said is no order.
            }
            return ExitCode.OK;
        }
    }
}
