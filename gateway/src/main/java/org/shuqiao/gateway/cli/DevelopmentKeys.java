package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;

/**
 * The keys under {@code <home>/development}, so that the gateway and the platform simulators can be tried at once. Whoever can read
 * the folder can sign as anybody: for evaluation, and its certificates say so.
 *
 * <p>Files: {@code ca}, {@code gateway}, {@code log}, {@code qingdao} (the platform's receipts) and {@code center-<USCI>} of the demo center, each as
 * {@code .pem} and {@code .key.pem}, and {@code qingdao.secret}, the HMAC secret of 64 hexadecimal digits.
 */
public final class DevelopmentKeys {
    private static final int SECRET_BYTES = 32;

    private final Path folder;
    private final SigningKey center;
    private final SigningKey platform;

    private DevelopmentKeys(Path folder, SigningKey center, SigningKey platform) {
        this.folder = folder;
        this.center = center;
        this.platform = platform;
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
        SigningKey platform = authority.issue("qingdao", "青岛市公共数据服务平台(模拟)");
        SigningKey center = authority.issue("center-" + DemoCenter.USCI, DemoCenter.NAME);
        createSecretIfAbsent(folder, random);
        return new DevelopmentKeys(folder, center, platform);
    }

    /** Returns the folder of the files. */
    public Path folder() {
        return folder;
    }

    /** Returns the key that the demo center signs agreements with. */
    public SigningKey center() {
        return center;
    }

    /** Returns the key that the simulated platform signs agreements and receipts with. */
    public SigningKey platform() {
        return platform;
    }

    /** A hard link appears whole and never replaces, so of two processes one wins and both read the same secret. */
    private static void createSecretIfAbsent(Path folder, SecureRandom random) throws IOException {
        Path file = folder.resolve("qingdao.secret");
        if (Files.exists(file)) {
            return;
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Path temporary = Files.createTempFile(folder, ".new-", ".secret"); // readable by its owner only
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
