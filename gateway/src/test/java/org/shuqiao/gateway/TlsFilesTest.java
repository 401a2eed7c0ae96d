package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Key and certificates of HTTPS in an operator's files: which are taken, which are refused, and that a change is seen. */
class TlsFilesTest {
    private static final String PASSWORD = "correct horse";

    private static WebAuthority authority;

    @TempDir
    private Path folder;

    private final SteppedClock clock = new SteppedClock();

    @BeforeAll
    static void start() throws Exception {
        authority = new WebAuthority();
    }

    @Test
    void takesPemFilesAlsoWithAnEncryptedKey() throws Exception {
        WebAuthority.Server server = authority.server();
        Path chain = server.writeChain(folder.resolve("chain.pem"));
        Path key = server.writeKey(folder.resolve("key.pem"));
        Path encrypted = server.writeEncryptedKey(folder.resolve("encrypted.pem"), PASSWORD);

        assertThat(open(Map.of("key", key, "chain", chain)).serial()).isEqualTo(server.serial());
        assertThat(open(Map.of("key", encrypted, "chain", chain, "password", PASSWORD))
                        .serial())
                .isEqualTo(server.serial());
        assertThat(open(Map.of("key", key, "chain", chain)).validUntil())
                .isEqualTo(server.leaf().getNotAfter().toInstant());
    }

    @Test
    void takesAPkcs12File() throws Exception {
        WebAuthority.Server server = authority.server();
        Path store = server.writePkcs12(folder.resolve("server.p12"), PASSWORD);

        assertThat(open(Map.of("key-store", store, "password", PASSWORD)).serial())
                .isEqualTo(server.serial());
    }

    @Test
    void refusesAnotherPasswordInOneSentenceThatDoesNotSayIt() throws Exception {
        WebAuthority.Server server = authority.server();
        Path store = server.writePkcs12(folder.resolve("server.p12"), PASSWORD);
        Path encrypted = server.writeEncryptedKey(folder.resolve("encrypted.pem"), PASSWORD);
        Path chain = server.writeChain(folder.resolve("chain.pem"));

        assertThat(refusal(Map.of("key-store", store, "password", "guessed")))
                .isEqualTo("shuqiao.tls.password does not open " + store);
        assertThat(refusal(Map.of("key-store", store))).isEqualTo("shuqiao.tls.password does not open " + store);
        assertThat(refusal(Map.of("key", encrypted, "chain", chain, "password", "guessed")))
                .contains(encrypted.toString())
                .doesNotContain("guessed", "\n");
    }

    @Test
    void refusesFilesThatDoNotHoldOneKeyWithItsCertificates() throws Exception {
        WebAuthority.Server server = authority.server();
        Path chain = server.writeChain(folder.resolve("chain.pem"));
        Path key = server.writeKey(folder.resolve("key.pem"));
        Path otherKey = authority.server().writeKey(folder.resolve("other.pem"));
        Path store = server.writePkcs12(folder.resolve("server.p12"), PASSWORD);
        String none = "no key with its certificates for HTTPS in ";

        assertThat(refusal(Map.of("key", otherKey, "chain", chain))).isEqualTo(none + chain + " and " + otherKey);
        assertThat(refusal(Map.of("key", chain, "chain", key))).startsWith(none);
        assertThat(refusal(Map.of("key-store", key, "password", PASSWORD))).startsWith(none);
        assertThat(refusal(Map.of("key", folder.resolve("missing.pem"), "chain", chain)))
                .contains("there is no file " + folder.resolve("missing.pem"));
        assertThat(refusal(Map.of("key", key))).contains("only one is set");
        assertThat(refusal(Map.of("key", key, "chain", chain, "key-store", store)))
                .contains("takes one or the other");
    }

    @Test
    void refusesTheCertificateOfADevelopmentAuthorityUnlessItIsATrial() throws Exception {
        DevelopmentAuthority.openOrCreate(folder.resolve("development"), Clock.systemUTC(), new SecureRandom())
                .tls(List.of("localhost"));
        Path copyOfChain = Files.copy(folder.resolve("development/tls.pem"), folder.resolve("chain.pem"));
        Path copyOfKey = Files.copy(folder.resolve("development/tls.key.pem"), folder.resolve("key.pem"));
        Map<String, Object> copies = Map.of("key", copyOfKey, "chain", copyOfChain);

        assertThat(refusal(copies)).contains("a development authority has certified", "serve --development");
        assertThat(TlsFiles.open(settings(Map.of(), true), clock)).isNotNull();
        assertThat(TlsFiles.open(settings(Map.of(), false), clock)).isNull();
    }

    @Test
    void seesThatFilesHaveChangedWithinASecondAndKeepsWhatItHasWhereTheyAreOfNoUse() throws Exception {
        WebAuthority.Server first = authority.server();
        WebAuthority.Server second = authority.server();
        Path chain = first.writeChain(folder.resolve("chain.pem"));
        Path key = first.writeKey(folder.resolve("key.pem"));
        TlsFiles files =
                Objects.requireNonNull(TlsFiles.open(settings(Map.of("key", key, "chain", chain), false), clock));
        ServerIdentity before = files.identity();

        changed(second.writeChain(chain), 1);
        assertThat(files.identity()).isSameAs(before);
        clock.step();
        assertThat(files.identity()).as("a key of another certificate").isSameAs(before);
        changed(second.writeKey(key), 2);
        clock.step();
        assertThat(files.identity().serial()).isEqualTo(second.serial());
        Files.delete(key);
        clock.step();
        assertThat(files.identity().serial()).isEqualTo(second.serial());
    }

    /** Two writes may fall into one tick of the file system's clock. */
    private static void changed(Path file, int seconds) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    private ServerIdentity open(Map<String, Object> tls) {
        return Objects.requireNonNull(TlsFiles.open(settings(tls, false), clock))
                .identity();
    }

    private String refusal(Map<String, Object> tls) {
        String[] message = new String[1];
        assertThatThrownBy(() -> open(tls))
                .isInstanceOfSatisfying(StartRefused.class, refused -> message[0] = refused.getMessage())
                .hasNoCause();
        return message[0];
    }

    private GatewaySettings settings(Map<String, Object> tls, boolean development) {
        Map<String, Object> all = new HashMap<>();
        tls.forEach((name, value) -> all.put("shuqiao.tls." + name, value.toString()));
        all.put("shuqiao.home", folder.toString());
        all.put("shuqiao.development", development);
        return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("shuqiao", GatewaySettings.class);
    }

    private static final class SteppedClock extends Clock {
        private Instant now = Instant.EPOCH;

        void step() {
            now = now.plus(Duration.ofSeconds(1));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
