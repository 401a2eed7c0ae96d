package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.TlsKey;

/**
 * The keys under {@code <home>/development}, so that the gateway and the platform simulators can be tried at once. Whoever can read
 * the folder can sign as anybody: for evaluation, and its certificates say so.
 *
 * <p>Files: {@code ca}, {@code gateway}, {@code log}, {@code center-<USCI>} of the demo centers, one by the id of each simulated platform (its
 * receipts), {@code capability-center-enc} (opens what is encrypted for it), {@code PLATFORM-client} (signs our calls or files to
 * some), {@code tsa} (time stamps, trusted by {@code tsa-ca.pem}) and {@code tls} (HTTPS, trusted by {@code tls-ca.pem}), each as {@code .pem} and {@code .key.pem}; and by the id of each platform
 * {@code .secret}, what its calls are signed with or its place is opened with, 64 hexadecimal digits.
 */
public final class DevelopmentKeys {
    private static final int SECRET_BYTES = 32;
    private static final String CAPABILITY_CENTER = "capability-center";

    private final Path folder;
    private final SigningKey center;
    private final SigningKey centerOfChongqing;
    private final Map<String, SigningKey> platforms;

    private DevelopmentKeys(
            Path folder, SigningKey center, SigningKey centerOfChongqing, Map<String, SigningKey> platforms) {
        this.folder = folder;
        this.center = center;
        this.centerOfChongqing = centerOfChongqing;
        this.platforms = Map.copyOf(platforms);
    }

    /**
     * Makes what is missing and keeps what is there. Several processes may do so at once.
     *
     * @param home the gateway's home folder, made if absent
     * @throws IOException if the folder cannot be read or written
     * @throws org.shuqiao.certs.UnusableKey if a file of that name is there but is something else
     */
    public static DevelopmentKeys createIfAbsent(Path home, Clock clock, SecureRandom random) throws IOException {
        Path folder = home.resolve("development");
        DevelopmentAuthority authority = DevelopmentAuthority.openOrCreate(folder, clock, random);
        authority.issue("gateway", "Shuqiao development gateway");
        authority.issue("log", "Shuqiao development log");
        Map<String, SigningKey> platforms = new HashMap<>();
        for (SimulatedPlatform platform : SimulatedPlatform.values()) {
            platforms.put(platform.id(), authority.issue(platform.id(), platform.certifiedAs()));
            if (platform.isSignedTo()) {
                authority.issue(platform.id() + "-client", "Shuqiao development gateway, to " + platform.id());
            }
            createSecretIfAbsent(folder.resolve(platform.id() + ".secret"), random);
        }
        SigningKey center = keyOf(authority, DemoCenter.QINGDAO);
        SigningKey centerOfChongqing = keyOf(authority, DemoCenter.CHONGQING);
        authority.issueEncryption(CAPABILITY_CENTER + "-enc", "重庆市经济·产业大脑能力中心(模拟)加密");
        authority.timestampAuthority();
        authority.tls(namesOfThisMachine());
        return new DevelopmentKeys(folder, center, centerOfChongqing, platforms);
    }

    private static List<String> namesOfThisMachine() {
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        try {
            String host = InetAddress.getLocalHost().getHostName();
            if (TlsKey.isName(host)) {
                names.add(host);
            }
        } catch (UnknownHostException unnamed) {
            // Loopback is enough for a trial.
        }
        return List.copyOf(names);
    }

    private static SigningKey keyOf(DevelopmentAuthority authority, DemoCenter center) throws IOException {
        return authority.issue("center-" + center.usci(), center.name());
    }

    /** Returns the folder of the files. */
    public Path folder() {
        return folder;
    }

    /** Returns the key that the demo center signs agreements with. */
    public SigningKey center() {
        return center;
    }

    /** Returns the key that the demo center of Chongqing signs agreements with. */
    public SigningKey centerOfChongqing() {
        return centerOfChongqing;
    }

    /** Returns the key that the simulated Qingdao platform signs agreements and receipts with. */
    public SigningKey platform() {
        return platform("qingdao");
    }

    /** Returns the key that a simulated platform signs agreements and receipts with. */
    public SigningKey platform(String id) {
        return Objects.requireNonNull(platforms.get(id), "only simulated platforms have development keys");
    }

    /** Returns the key that the simulated capability center signs agreements and receipts with. */
    public SigningKey capabilityCenter() {
        return platform(CAPABILITY_CENTER);
    }

    /** A hard link appears whole and never replaces, so of two processes one wins and both read the same secret. */
    private static void createSecretIfAbsent(Path file, SecureRandom random) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Path temporary = Files.createTempFile(file.getParent(), ".new-", ".secret"); // readable by its owner only
        try {
            Files.writeString(temporary, HexFormat.of().formatHex(secret), StandardCharsets.US_ASCII);
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException otherProcessWasFirst) {
            // Its secret stands.
        } finally {
            Files.delete(temporary);
        }
    }
}
