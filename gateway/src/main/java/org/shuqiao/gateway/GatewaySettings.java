package org.shuqiao.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param development whether development keys may be used, and what is missing is taken from {@code <home>/development}
 * @param masterKeyFile 64 hexadecimal digits under which keys are sealed; the environment's {@code SHUQIAO_MASTER_KEY} goes first
 * @param signingKey PKCS#8 PEM of a statement key to begin with, {@code signingChain} its certificates; later keys are made over HTTP
 * @param keys where keys are that are not in the ledger
 * @param log the transparency log, one for each ledger
 * @param timestamps RFC 3161 time stamps of its checkpoints
 * @param webhooks where centers may have their messages brought to
 * @param authorities PEM files of the authorities that certify parties and platforms; none trusts nobody
 * @param revocations lists of what these authorities have revoked
 * @param officers who may attest what is on paper
 * @param platforms by platform id
 * @param rate how often each center may call this gateway
 * @param console how long people stay signed in
 * @param http whether HTTP is served without TLS, for a proxy on this machine
 * @param httpAnywhere whether that may be at another address than loopback
 * @param tls what HTTPS shows unless a TLS key is in force
 */
@ConfigurationProperties("shuqiao")
public record GatewaySettings(
        @DefaultValue("data") Path home,
        @DefaultValue("gateway-1") String gatewayName,
        @DefaultValue Database database,
        @DefaultValue Broker broker,
        @DefaultValue("false") boolean development,
        @Nullable Path masterKeyFile,
        @Nullable Path signingKey,
        @Nullable Path signingChain,
        @DefaultValue Keys keys,
        @DefaultValue Log log,
        @DefaultValue Timestamps timestamps,
        @DefaultValue Webhooks webhooks,
        @Nullable List<Path> authorities,
        @DefaultValue Revocations revocations,
        @DefaultValue Officers officers,
        @DefaultValue Map<String, Platform> platforms,
        @DefaultValue Rate rate,
        @DefaultValue Console console,
        @DefaultValue("1000") int sweepMillis,
        @DefaultValue("false") boolean http,
        @DefaultValue("false") boolean httpAnywhere,
        @DefaultValue Tls tls) {

    public record Database(
            @Nullable String url,
            @DefaultValue("shuqiao") String username,
            @DefaultValue("") String password,
            @DefaultValue("16") int connections) {}

    public record Broker(
            @Nullable String url, @DefaultValue("shuqiao") String username, @DefaultValue("") String password) {}

    /** @param statementSigner {@code unix:/path} of a remote signer's socket; null where the statement key is in the ledger */
    public record Keys(@Nullable String statementSigner) {}

    /**
     * @param baseUrl where the platform's own paths begin
     * @param secretFile text file with the secret of the call signature; surrounding white space does not count
     * @param receiptChain PEM of the certificate that signs its receipts
     * @param senderChain PEM of the certificate that signs what it sends to centers; null where it is that of its receipts
     * @param callKey PKCS#8 PEM of the key that signs calls of family D and manifests of files, {@code callChain} its certificates
     * @param encryptionChain PEM of the certificate that calls of family D are encrypted for
     * @param secretsUrl where a platform of family B or G hands out secrets or tokens; null where that is at {@code baseUrl}
     * @param hostKeys file with the public keys by which the SFTP server of a platform is known, as in OpenSSH's {@code .pub} files
     */
    public record Platform(
            URI baseUrl,
            @DefaultValue("shuqiao") String clientId,
            @Nullable Path secretFile,
            @Nullable Path receiptChain,
            @Nullable Path senderChain,
            @Nullable Path callKey,
            @Nullable Path callChain,
            @Nullable Path encryptionChain,
            @Nullable URI secretsUrl,
            @Nullable Path hostKeys) {}

    /**
     * @param origin name of the log in every checkpoint; neither it nor the hash can be changed once there is a log
     * @param hash {@code sm3} or {@code sha256}
     * @param key PKCS#8 PEM of a log key to begin with, {@code chain} its certificates; later keys are made over HTTP
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

    /**
     * @param allowPrivate also to addresses that are not of the public internet, such as this machine's own
     * @param allowHttp also without TLS
     */
    public record Webhooks(@DefaultValue("false") boolean allowPrivate, @DefaultValue("false") boolean allowHttp) {}

    /**
     * @param lists addresses ({@code http}, {@code https} or {@code file}) of revocation lists; an authority without one is not checked
     * @param staleBudget how long after its announced end a list may still be relied on
     */
    public record Revocations(@DefaultValue List<URI> lists, @DefaultValue("24h") Duration staleBudget) {}

    /**
     * @param attestors PEM files, or folders of such files, with the certificates of the officers who may attest that a party has signed
     *     an agreement on paper; with none, paper is not taken
     */
    public record Officers(@DefaultValue List<Path> attestors) {}

    /**
     * @param perSecond calls that a center may make each second, for ever
     * @param burst calls that it may make at once after it was quiet
     */
    public record Rate(@DefaultValue("500") int perSecond, @DefaultValue("1000") int burst) {}

    /**
     * @param idle after which somebody who does nothing must sign in again; what a page fetches by itself does not count
     * @param longest after which everybody must sign in again
     * @param shutFor how long nobody can sign in to an account after too many attempts
     * @param attemptsPerMinute to sign in, from one address
     */
    public record Console(
            @DefaultValue("30m") Duration idle,
            @DefaultValue("12h") Duration longest,
            @DefaultValue("15m") Duration shutFor,
            @DefaultValue("20") int attemptsPerMinute) {}

    /**
     * Files with the key and certificates of HTTPS; they are read again when they change.
     *
     * @param key PKCS#8 PEM of a key of any kind that TLS knows, {@code chain} its certificates, its own first
     * @param keyStore a PKCS#12 file with both, in place of these two
     * @param password of the PKCS#12 file, or of an encrypted PEM key
     */
    public record Tls(
            @Nullable Path key, @Nullable Path chain, @Nullable Path keyStore, @DefaultValue("") String password) {

        /** Names the files only. */
        @Override
        public String toString() {
            return "Tls[" + key + ", " + chain + ", " + keyStore + "]";
        }
    }

    Path developmentFolder() {
        return home.resolve("development");
    }

    Path masterKey() {
        return masterKeyFile == null ? home.resolve("secrets/master.key") : masterKeyFile;
    }

    @Nullable Path signingKeyFile() {
        return orDevelopment(signingKey, "gateway.key.pem");
    }

    @Nullable Path signingChainFile() {
        return orDevelopment(signingChain, "gateway.pem");
    }

    @Nullable Path logKeyFile() {
        return orDevelopment(log.key(), "log.key.pem");
    }

    @Nullable Path logChainFile() {
        return orDevelopment(log.chain(), "log.pem");
    }

    @Nullable Path tlsKeyFile() {
        return hasTlsFiles() ? tls.key() : orDevelopment(null, "tls.key.pem");
    }

    @Nullable Path tlsChainFile() {
        return hasTlsFiles() ? tls.chain() : orDevelopment(null, "tls.pem");
    }

    private boolean hasTlsFiles() {
        return tls.key() != null || tls.chain() != null || tls.keyStore() != null;
    }

    List<Path> authorityFiles() {
        if (authorities != null) {
            return authorities;
        }
        return development ? List.of(developmentFolder().resolve("ca.pem")) : List.of();
    }

    @Nullable Path secretFile(String platform) {
        return file(platform, Platform::secretFile, ".secret");
    }

    /** @throws StartRefused where none is set */
    Path receiptChain(String platform) {
        return required(platform, "receipt-chain", file(platform, Platform::receiptChain, ".pem"));
    }

    /** @throws StartRefused where neither it nor that of receipts is set */
    Path senderChain(String platform) {
        Platform settings = Objects.requireNonNull(platforms.get(platform), "only platforms that are set have files");
        return settings.senderChain() == null ? receiptChain(platform) : settings.senderChain();
    }

    @Nullable Path callKey(String platform) {
        return file(platform, Platform::callKey, "-client.key.pem");
    }

    @Nullable Path callChain(String platform) {
        return file(platform, Platform::callChain, "-client.pem");
    }

    /** @throws StartRefused where none is set */
    Path hostKeys(String platform) {
        return required(platform, "host-keys", file(platform, Platform::hostKeys, "-host.pub"));
    }

    /** @throws StartRefused where none is set */
    Path encryptionChain(String platform) {
        return required(platform, "encryption-chain", encryptionChainFile(platform));
    }

    @Nullable Path encryptionChainFile(String platform) {
        return file(platform, Platform::encryptionChain, "-enc.pem");
    }

    private static Path required(String platform, String setting, @Nullable Path file) {
        if (file == null) {
            throw new StartRefused(
                    "shuqiao.platforms." + platform + "." + setting + " is not set" + StartRefused.TRIAL);
        }
        return file;
    }

    private @Nullable Path file(String platform, Function<Platform, @Nullable Path> setting, String developmentSuffix) {
        Platform settings = Objects.requireNonNull(platforms.get(platform), "only platforms that are set have files");
        return orDevelopment(setting.apply(settings), platform + developmentSuffix);
    }

    private @Nullable Path orDevelopment(@Nullable Path set, String file) {
        return set == null && development ? developmentFolder().resolve(file) : set;
    }
}
