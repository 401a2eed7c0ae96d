package org.shuqiao.bench.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code ./shuqiao demo} as a newcomer runs it: all that is known of it is what it prints. */
final class RunningDemo implements AutoCloseable {
    private static final Pattern GATEWAY = Pattern.compile("网关 gateway\\s+(\\S+)");
    private static final Pattern SIMULATORS = Pattern.compile("平台模拟器 platform simulators\\s+(\\S+)");
    private static final Pattern SIGN_IN = Pattern.compile("登录 sign-in\\s+(\\S+)\\s+(\\S+)");
    private static final String LAST_LINE = "Ctrl-C";

    private final Process process;
    private final String gateway;
    private final URI simulators;
    private final Map<String, String> passwords;
    private final Set<String> chosen = ConcurrentHashMap.newKeySet();

    private RunningDemo(Process process, String gateway, URI simulators, Map<String, String> passwords) {
        this.process = process;
        this.gateway = gateway;
        this.simulators = simulators;
        this.passwords = passwords;
    }

    /** Returns when the story has been told; everything in it held. */
    static RunningDemo start(Path home) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dfile.encoding=UTF-8"));
        for (String setting : List.of("shuqiao.gateway.jar", "shuqiao.simulators.jar")) {
            command.add("-D" + setting + "=" + System.getProperty(setting));
        }
        command.addAll(List.of("-jar", System.getProperty("shuqiao.gateway.jar"), "demo"));
        command.addAll(List.of("--home", home.toString(), "--port", "0", "--simulators-port", "0"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Tests sign in more often, from one address, than people do.
        builder.environment().put("SHUQIAO_CONSOLE_ATTEMPTSPERMINUTE", "1000");
        Process process = builder.start();
        BufferedReader told = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = told.readLine(); line != null && !line.contains(LAST_LINE); line = told.readLine()) {
            lines.add(line);
        }
        String story = String.join("\n", lines);
        if (!process.isAlive() || story.contains("✗")) {
            process.destroy();
            throw new IllegalStateException("the demonstration went wrong:\n" + story);
        }
        return new RunningDemo(process, first(GATEWAY, story), URI.create(first(SIMULATORS, story)), passwords(story));
    }

    private static String first(Pattern pattern, String story) {
        Matcher matcher = pattern.matcher(story);
        if (!matcher.find()) {
            throw new IllegalStateException("the demonstration does not say " + pattern + ":\n" + story);
        }
        return matcher.group(1);
    }

    private static Map<String, String> passwords(String story) {
        return SIGN_IN.matcher(story)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    String gateway() {
        return gateway;
    }

    URI simulators() {
        return simulators;
    }

    /** Whether nobody of this name has signed in. */
    boolean isNew(String name) {
        return !chosen.contains(name);
    }

    void hasChosen(String name) {
        chosen.add(name);
    }

    String printedPassword(String name) {
        String password = passwords.get(name);
        if (password == null) {
            throw new IllegalStateException("the demonstration prints no sign-in of " + name);
        }
        return password;
    }

    @Override
    public void close() {
        // Asked, so that it ends the processes that it started.
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
