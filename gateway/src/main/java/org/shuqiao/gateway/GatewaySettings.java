package org.shuqiao.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code shuqiao}. Everything has a default for one node on one machine; paths default to places under
 * {@link #home}.
 *
 * @param home data, keys and embedded servers
 * @param gatewayName name of this gateway in statements and leases; must differ between gateways of one ledger
 * @param database an external PostgreSQL; without it the embedded one starts
 * @param broker an external Artemis; without it the embedded one starts
 * @param signingKey PKCS#8 PEM of the statement key, {@code signingChain} its certificates
 * @param log the transparency log, one for each ledger
 * @param timestamps RFC 3161 time stamps of its checkpoints
 * @param authorities PEM files of the authorities that certify parties and platforms
 * @param platforms by platform id
 */
@ConfigurationProperties("shuqiao")
public record GatewaySettings(
        @DefaultValue("data") Path home,
        @DefaultValue("gateway-1") String gatewayName,
        @DefaultValue Database database,
        @DefaultValue Broker broker,
        @Nullable Path signingKey,
        @Nullable Path signingChain,
        @DefaultValue Log log,
        @DefaultValue Timestamps timestamps,
        @Nullable List<Path> authorities,
        @DefaultValue Map<String, Platform> platforms,
        @DefaultValue("1000") int sweepMillis) {

    public record Database(
            @Nullable String url,
            @DefaultValue("shuqiao") String username,
            @DefaultValue("") String password,
            @DefaultValue("16") int connections) {}

    public record Broker(
            @Nullable String url, @DefaultValue("shuqiao") String username, @DefaultValue("") String password) {}

    /**
     * @param baseUrl where the platform's own paths begin
     * @param secretFile text file with the secret of the call signature; surrounding white space does not count
     * @param receiptChain PEM of the certificate that signs its receipts
     * @param callKey PKCS#8 PEM of the key that signs calls of family D, {@code callChain} its certificates
     * @param encryptionChain PEM of the certificate that calls of family D are encrypted for
     */
    public record Platform(
            URI baseUrl,
            @DefaultValue("shuqiao") String clientId,
            @Nullable Path secretFile,
            @Nullable Path receiptChain,
            @Nullable Path callKey,
            @Nullable Path callChain,
            @Nullable Path encryptionChain) {}

    /**
     * @param origin name of the log in every checkpoint; neither it nor the hash can be changed once there is a log
     * @param hash {@code sm3} or {@code sha256}
     * @param key PKCS#8 PEM of the log key, {@code chain} its certificates
     */
    public record Log(
            @DefaultValue("shuqiao.local/log") String origin,
            @DefaultValue("sm3") String hash,
            @Nullable Path key,
            @Nullable Path chain) {}

    /**
     * @param urls of authorities, in the order in which they are asked; with none, checkpoints get no time stamp
     * @param authorityFiles PEM files of who may certify them
     * @param budget how long a checkpoint may be without a time stamp before nothing leaves
     */
    public record Timestamps(
            @DefaultValue List<URI> urls,
            @DefaultValue List<Path> authorityFiles,
            @DefaultValue("60s") Duration every,
            @DefaultValue("4h") Duration budget) {}

    private static Path or(@Nullable Path path, Path otherwise) {
        return path == null ? otherwise : path;
    }

    Path development() {
        return home.resolve("development");
    }

    Path signingKeyFile() {
        return or(signingKey, development().resolve("gateway.key.pem"));
    }

    Path signingChainFile() {
        return or(signingChain, development().resolve("gateway.pem"));
    }

    Path logKeyFile() {
        return or(log.key(), development().resolve("log.key.pem"));
    }

    Path logChainFile() {
        return or(log.chain(), development().resolve("log.pem"));
    }

    List<Path> authorityFiles() {
        return authorities == null ? List.of(development().resolve("ca.pem")) : authorities;
    }

    Path secretFile(String platform) {
        return file(platform, Platform::secretFile, ".secret");
    }

    Path receiptChain(String platform) {
        return file(platform, Platform::receiptChain, ".pem");
    }

    Path callKey(String platform) {
        return file(platform, Platform::callKey, "-client.key.pem");
    }

    Path callChain(String platform) {
        return file(platform, Platform::callChain, "-client.pem");
    }

    Path encryptionChain(String platform) {
        return file(platform, Platform::encryptionChain, "-enc.pem");
    }

    private Path file(String platform, Function<Platform, @Nullable Path> setting, String developmentSuffix) {
        Platform settings = platforms.get(platform);
        return or(
                settings == null ? null : setting.apply(settings), development().resolve(platform + developmentSuffix));
    }
}
