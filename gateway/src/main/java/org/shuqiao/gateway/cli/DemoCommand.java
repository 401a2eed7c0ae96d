package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Starts the simulators and the gateway, tells the story, and stays up. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts gateway and platform simulators and sends sample records all the way.")
final class DemoCommand implements Callable<Integer> {
    private static final int GATEWAY_PORT = 8080;
    private static final int SIMULATORS_PORT = 8090;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--exit", description = "End after the story; 0 only if everything in it really happened.")
    private boolean exit;

    @Option(
            names = "--all",
            description = "Report the year of one center to every simulated platform instead; shows a receipt of each.")
    private boolean all;

    @Option(names = "--port", paramLabel = "N", description = "The gateway's port (default: 8080, or a free one).")
    private @Nullable Integer port;

    @Option(
            names = "--simulators-port",
            paramLabel = "N",
            description = "The simulators' port (default: 8090, or a free one).")
    private @Nullable Integer simulatorsPort;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path jar = SimulatorsProcess.jarFromSettings().orElse(null);
        if (jar == null) {
            spec.commandLine().getErr().println("demo: shuqiao.simulators.jar is not set; use the start script");
            return ExitCode.SOFTWARE;
        }
        Story story = new Story(spec.commandLine().getOut(), Ansi.AUTO.enabled());
        story.title("数桥 Shuqiao  " + home.path());
        story.chapter("启动", "Start");
        SecureRandom random = new SecureRandom();
        DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(home.path(), Clock.systemUTC(), random);
        story.expect(true, "演示证书和密钥 development keys  " + keys.folder());
        try (SimulatorsProcess simulators =
                SimulatorsProcess.start(jar, home.path(), portOr(simulatorsPort, SIMULATORS_PORT))) {
            story.expect(true, "平台模拟器 platform simulators  " + simulators.url());
            if (all) {
                try (PlatformPlaces places = PlatformPlaces.open(home.path(), simulators.url())) {
                    run(story, keys, random, simulators, places);
                }
            } else {
                run(story, keys, random, simulators, null);
            }
        }
        return story.unmet().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** @param places of all platforms; null where two are enough */
    private void run(
            Story story,
            DevelopmentKeys keys,
            SecureRandom random,
            SimulatorsProcess simulators,
            @Nullable PlatformPlaces places)
            throws IOException, InterruptedException {
        story.say("网关启动中 starting the gateway with its own PostgreSQL and Artemis …");
        Map<String, String> environment = environment(simulators.url().toString(), places);
        try (GatewayProcess gateway = GatewayProcess.start(home.path(), portOr(port, GATEWAY_PORT), environment)) {
            story.expect(true, "网关 gateway  " + gateway.url());
            if (places == null) {
                tell(story, keys, random, gateway, simulators);
            } else {
                places.callBack(gateway.url());
                tellAll(story, keys, random, gateway);
            }
            if (!exit) {
                stay(story, gateway, simulators);
            }
        }
    }

    private void tellAll(Story story, DevelopmentKeys keys, SecureRandom random, GatewayProcess gateway)
            throws InterruptedException {
        Datasets datasets = Datasets.load();
        String run = Long.toString(Clock.systemUTC().millis(), Character.MAX_RADIX);
        try {
            new NineStory(
                            story,
                            DemoSetup.admin(gateway, home.path()),
                            keys,
                            random,
                            new DemoRecords(datasets, run),
                            Platforms.load(datasets),
                            PlatformPlaces.platforms())
                    .tell();
        } catch (ApiRefused | IOException failure) {
            story.expect(false, failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
        story.end();
    }

    private void tell(
            Story story,
            DevelopmentKeys keys,
            SecureRandom random,
            GatewayProcess gateway,
            SimulatorsProcess simulators)
            throws InterruptedException {
        Datasets datasets = Datasets.load();
        Platforms platforms = Platforms.load(datasets);
        String run = Long.toString(Clock.systemUTC().millis(), Character.MAX_RADIX);
        try {
            new DemoStory(
                            story,
                            DemoSetup.admin(gateway, home.path()),
                            keys,
                            random,
                            new DemoRecords(datasets, run),
                            platforms.find("qingdao").orElseThrow(),
                            new PlatformRecord(simulators.url(), "qingdao"),
                            new EvidenceCheck(
                                    home.path().resolve("demo").resolve("evidence"),
                                    keys.folder().resolve("ca.pem"),
                                    OpenSsl.find()),
                            new WayBackStory(
                                    story,
                                    new WayBackRecords(datasets, run, Clock.systemUTC()),
                                    platforms
                                            .find(CapabilityCenterStory.PLATFORM)
                                            .orElseThrow(),
                                    new SimulatedCapabilityCenter(simulators.url(), gateway.url())),
                            home.path())
                    .tell();
            DayStory.between(
                            story,
                            DemoSetup.admin(gateway, home.path()),
                            keys,
                            random,
                            new DayRecords(datasets, run, Clock.systemUTC()),
                            new SimulatedCapabilityCenter(simulators.url(), gateway.url()))
                    .tell();
            new DemoSignIns(story, DemoSetup.admin(gateway, home.path())).tell();
        } catch (ApiRefused | IOException failure) {
            story.expect(false, failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
        story.end();
    }

    /** The platforms and the time-stamp authority are simulated in one process. */
    private Map<String, String> environment(String simulators, @Nullable PlatformPlaces places)
            throws IOException, InterruptedException {
        ObjectNode settings = JsonMapper.shared().createObjectNode();
        if (places == null) {
            settings.withObject("/shuqiao/platforms/qingdao").put("base-url", simulators);
            settings.withObject("/shuqiao/platforms/capability-center").put("base-url", simulators);
            // Nobody calls it; people carry.
            settings.withObject("/shuqiao/platforms/" + DayStory.PAPER_PLATFORM).put("base-url", simulators);
        } else {
            places.configure(settings);
        }
        ObjectNode timestamps = settings.withObject("/shuqiao/timestamps");
        timestamps.putArray("urls").add(simulators + "/tsa");
        timestamps
                .putArray("authority-files")
                .add(home.path().resolve("development").resolve("tsa-ca.pem").toString());
        timestamps.put("every", "2s");
        return Map.of("SPRING_APPLICATION_JSON", settings.toString());
    }

    /** Until Ctrl-C: the children end with this process. */
    private void stay(Story story, GatewayProcess gateway, SimulatorsProcess simulators) throws InterruptedException {
        story.say("");
        story.say("控制台 console          " + gateway.url() + "/");
        story.say("接口文档 API docs       " + gateway.url() + "/swagger-ui.html");
        story.say("信任 trust for HTTPS     " + home.path().resolve("development").resolve("tls-ca.pem"));
        story.say("平台收到的 what arrived   " + simulators.url() + "/__sim/qingdao/effects");
        story.say("管理员密钥 admin key     " + home.path().resolve("secrets").resolve("admin.key"));
        story.say("日志 logs               " + home.path().resolve("logs"));
        story.say("Ctrl-C 停止 stops both");
        new CountDownLatch(1).await();
    }

    /** A port that was asked for is taken or fails; a default gives way. */
    private static int portOr(@Nullable Integer asked, int usual) {
        if (asked != null) {
            return asked;
        }
        try (ServerSocket free = new ServerSocket(usual)) {
            return free.getLocalPort();
        } catch (IOException busy) {
            return 0;
        }
    }
}
