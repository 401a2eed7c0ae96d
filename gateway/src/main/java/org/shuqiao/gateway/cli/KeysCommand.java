package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Makes the development keys. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description =
                "Makes the development authority and keys in development/ of the home folder; what is there stays.")
final class KeysCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Override
    public Integer call() throws IOException {
        DevelopmentKeys.createIfAbsent(home.path(), Clock.systemUTC(), new SecureRandom());
        return ExitCode.OK;
    }
}
