package org.shuqiao.simulators;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * All simulators on one WireMock server with its admin API open. The stub mappings are data on the class path; resetting
 * the mappings by the admin API brings them back.
 */
final class SimulatorServer implements AutoCloseable {
    private static final int CONTAINER_THREADS = 50;
    private static final int DELAYED_ANSWER_THREADS = 8;

    /** A statement may be 4 KiB, its certificate another; Jetty's default would refuse them with 431. */
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    private final WireMockServer wireMock;
    private final ReferencePlatforms platforms;
    private final RowPlatforms rows;
    private final CapabilityPlatform capabilityCenter;

    private SimulatorServer(
            WireMockServer wireMock,
            ReferencePlatforms platforms,
            RowPlatforms rows,
            CapabilityPlatform capabilityCenter) {
        this.wireMock = wireMock;
        this.platforms = platforms;
        this.rows = rows;
        this.capabilityCenter = capabilityCenter;
    }

    /**
     * Starts on this address and port (0 for a free one) with the keys in {@code home/development}. Throws
     * {@link StartupFailure} when keys are missing or the port is taken.
     */
    static SimulatorServer start(Path home, String bindAddress, int port, Clock clock, SecureRandom random) {
        Kona kona = new Kona();
        StrictJson json = new StrictJson();
        Path folder = home.resolve("development");
        KeyFolder keys = new KeyFolder(folder, kona, random);
        ReferencePlatforms platforms = new ReferencePlatforms(keys, kona, json, clock, random);
        RowPlatforms rows = new RowPlatforms(home, keys, kona, json, clock, random);
        CapabilityKeys capabilityKeys = CapabilityKeys.load(keys);
        TimestampAuthority timestamps = new TimestampAuthority(TimestampKeys.load(folder), clock, random);
        CapabilityPlatform capabilityCenter = new CapabilityPlatform(capabilityKeys, kona, json, clock, random);
        WireMockServer wireMock = new WireMockServer(configuration(bindAddress, port)
                .extensions(platforms.extensions())
                .extensions(rows.extensions())
                .extensions(
                        new CapabilityReceive(capabilityCenter, json),
                        new PlatformControl(
                                CapabilityPlatform.ID,
                                PlatformControl.ROW_KEY,
                                capabilityCenter.effects(),
                                capabilityCenter.receipts(),
                                capabilityCenter.settlement(),
                                json),
                        new ReturnControl(
                                new ReturnSigner(capabilityKeys.receiptSigner(), kona, json),
                                new ReturnPush(capabilityKeys, json),
                                capabilityCenter.returns(),
                                json,
                                clock),
                        new TimestampReply(timestamps)));
        SimulatorServer server = new SimulatorServer(wireMock, platforms, rows, capabilityCenter);
        try {
            wireMock.start();
        } catch (FatalStartupException e) {
            server.close();
            throw new StartupFailure("cannot listen on " + bindAddress + ":" + port + ": is the port taken?");
        }
        return server;
    }

    /** The port that is really used. */
    int port() {
        return wireMock.port();
    }

    @Override
    public void close() {
        wireMock.stop();
        platforms.close();
        rows.close();
        capabilityCenter.close();
    }

    /**
     * The request journal stays unlimited: WireMock counts the whole journal on every call once it has a limit, and a
     * record with holes would be no record.
     */
    private static WireMockConfiguration configuration(String bindAddress, int port) {
        return options()
                .bindAddress(bindAddress)
                .port(port)
                .containerThreads(CONTAINER_THREADS)
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(DELAYED_ANSWER_THREADS)
                .jettyHeaderRequestSize(MAX_HEADER_BYTES)
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.BODY_FILE)
                .gzipDisabled(true)
                .usingFilesUnderClasspath("simulators");
    }
}
