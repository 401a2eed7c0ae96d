package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.keys.MasterKey;

/**
 * Where the master key comes from: 64 hexadecimal digits in the environment's {@value #VARIABLE}, else in a file. It is made only for
 * a ledger that has no sealed key yet, and only where nobody else could have one: on one node, or for a trial.
 */
final class MasterKeySource {
    static final String VARIABLE = "SHUQIAO_MASTER_KEY";

    private final GatewaySettings settings;
    private final @Nullable String variable;

    /** @param variable value of {@value #VARIABLE}, null where it is not set */
    MasterKeySource(GatewaySettings settings, @Nullable String variable) {
        this.settings = settings;
        this.variable = variable;
    }

    /**
     * @param sealed whether the ledger has keys sealed under some master key already
     * @throws StartRefused where there is none, or it is no master key
     */
    MasterKey open(boolean sealed, SecureRandom random) throws IOException {
        if (variable != null) {
            return parse(variable.strip(), VARIABLE);
        }
        Path file = settings.masterKey();
        if (!Files.exists(file)) {
            create(file, sealed, random);
        }
        return parse(Files.readString(file).strip(), file.toString());
    }

    private void create(Path file, boolean sealed, SecureRandom random) throws IOException {
        if (sealed) {
            throw new StartRefused("the master key is missing, and the keys of this ledger are sealed under it: set "
                    + VARIABLE + " or restore " + file);
        }
        if (settings.database().url() != null && !settings.development()) {
            throw new StartRefused(
                    "there is no master key: set " + VARIABLE + " or shuqiao.master-key-file to the same"
                            + " 64 hexadecimal digits on each gateway of this database (for example from: openssl rand -hex 32)");
        }
        byte[] fresh = new byte[MasterKey.BYTES];
        random.nextBytes(fresh);
        SecretFiles.write(file, HexFormat.of().formatHex(fresh));
        Arrays.fill(fresh, (byte) 0);
    }

    private static MasterKey parse(String digits, String place) {
        if (digits.length() != 2 * MasterKey.BYTES || !isHexadecimal(digits)) {
            throw new StartRefused("no master key of 64 hexadecimal digits in " + place);
        }
        return new MasterKey(HexFormat.of().parseHex(digits));
    }

    private static boolean isHexadecimal(String text) {
        for (byte character : text.getBytes(StandardCharsets.UTF_8)) {
            if (!HexFormat.isHexDigit(character)) {
                return false;
            }
        }
        return true;
    }
}
