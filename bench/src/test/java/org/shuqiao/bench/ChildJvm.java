package org.shuqiao.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a Java program to its end, as the start script does. */
public final class ChildJvm {
    private ChildJvm() {}

    /** What a program left behind. */
    public record Result(int exitCode, String output, String errors) {}

    /**
     * Ends it by force when it takes longer.
     *
     * @param folder for its output and error files
     */
    public static Result run(Path folder, Duration limit, List<String> arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dfile.encoding=UTF-8");
        for (String setting : List.of("shuqiao.gateway.jar", "shuqiao.simulators.jar")) {
            command.add("-D" + setting + "=" + System.getProperty(setting));
        }
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            // Asked first, so that it ends the servers that it started.
            process.destroy();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
        }
        return new Result(process.exitValue(), read(output), withoutNotes(read(errors)));
    }

    /** The launcher says which options it found in the environment. */
    private static String withoutNotes(String errors) {
        return errors.lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .collect(Collectors.joining("\n"));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
