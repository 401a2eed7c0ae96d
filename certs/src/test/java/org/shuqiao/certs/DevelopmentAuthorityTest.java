package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.shuqiao.certs.Samples.CLOCK;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentAuthorityTest {
    @TempDir
    private Path dir;

    @Test
    void keepsWhatIsThere() throws Exception {
        Samples.authority(dir).issue("gateway", "网关一号");
        Map<String, String> before = files();

        SigningKey again = Samples.authority(dir).issue("gateway", "another name");

        assertThat(files()).isEqualTo(before);
        assertThat(before).containsOnlyKeys(".lock", "ca.key.pem", "ca.pem", "gateway.key.pem", "gateway.pem");
        assertThat(again.chain().leaf().getSubject()).hasToString("CN=网关一号");
    }

    @Test
    void keepsKeysFromOtherUsers() throws Exception {
        Path fresh = dir.resolve("a/b");
        assumeThat(fresh.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Samples.authority(fresh).issue("gateway", "gateway");
        assertThat(mode(fresh)).isEqualTo("rwx------");
        assertThat(mode(fresh.resolve("ca.key.pem"))).isEqualTo("rw-------");
        assertThat(mode(fresh.resolve("gateway.key.pem"))).isEqualTo("rw-------");
        assertThat(mode(fresh.resolve("gateway.pem"))).isEqualTo("rw-r--r--");
    }

    @Test
    void issuesChainsThatOpenSslTrusts() throws Exception {
        var openSsl = new OpenSsl(dir);
        Samples.authority(dir).issue("gateway", "网关一号");
        assertThat(openSsl.shell(
                        "openssl verify -x509_strict -CAfile ca.pem -vfyopt distid:1234567812345678 gateway.pem"))
                .isEqualTo(new OpenSsl.Result(0, "gateway.pem: OK\n"));
        assertThat(openSsl.shell("openssl x509 -in ca.pem -noout -subject").output())
                .contains("CN = Shuqiao development CA");
        assertThat(openSsl.shell("openssl pkey -in gateway.key.pem -noout -check")
                        .output())
                .contains("Key is valid");
    }

    @Test
    void makesATimestampAuthorityThatOpenSslTrusts() throws Exception {
        var openSsl = new OpenSsl(dir);
        Path anchor = Samples.authority(dir).timestampAuthority();
        Map<String, String> before = files();
        assertThat(anchor).isEqualTo(dir.resolve("tsa-ca.pem"));
        assertThat(before).containsOnlyKeys(".lock", "ca.key.pem", "ca.pem", "tsa-ca.pem", "tsa.key.pem", "tsa.pem");

        assertThat(Samples.authority(dir).timestampAuthority()).isEqualTo(anchor);

        assertThat(files()).isEqualTo(before);
        assertThat(openSsl.shell("openssl verify -x509_strict -purpose timestampsign -CAfile tsa-ca.pem tsa.pem"))
                .isEqualTo(new OpenSsl.Result(0, "tsa.pem: OK\n"));
        assertThat(openSsl.shell("openssl pkey -in tsa.key.pem -noout -check").output())
                .contains("Key is valid");
    }

    @Test
    void makesACertificateForHttpsThatOpenSslTrustsUnderEachOfItsNames() throws Exception {
        var openSsl = new OpenSsl(dir);
        Path anchor = Samples.authority(dir).tls(List.of("localhost", "127.0.0.1", "::1"));
        Map<String, String> before = files();
        assertThat(before).containsOnlyKeys(".lock", "ca.key.pem", "ca.pem", "tls-ca.pem", "tls.key.pem", "tls.pem");

        assertThat(Samples.authority(dir).tls(List.of("other"))).isEqualTo(anchor);

        assertThat(files()).isEqualTo(before);
        String verify = "openssl verify -x509_strict -purpose sslserver -CAfile tls-ca.pem ";
        for (String name : List.of("-verify_hostname localhost", "-verify_ip 127.0.0.1", "-verify_ip ::1")) {
            assertThat(openSsl.shell(verify + name + " tls.pem")).isEqualTo(new OpenSsl.Result(0, "tls.pem: OK\n"));
        }
        assertThat(openSsl.shell(verify + "-verify_hostname other tls.pem").status())
                .isNotZero();
        assertThat(DevelopmentAuthority.isIssuerOf(Samples.x509(Files.readAllBytes(dir.resolve("tls.pem")))))
                .isTrue();
    }

    @Test
    void startsATimestampAuthorityAnewAfterACrash() throws Exception {
        DevelopmentAuthority authority = Samples.authority(dir);
        authority.timestampAuthority();
        Files.delete(dir.resolve("tsa.pem")); // which is written last
        authority.timestampAuthority();
        var openSsl = new OpenSsl(dir);
        assertThat(openSsl.shell("openssl verify -CAfile tsa-ca.pem tsa.pem").status())
                .isZero();
        assertThat(openSsl.shell(
                                """
                openssl x509 -in tsa.pem -pubkey -noout > certified
                openssl pkey -in tsa.key.pem -pubout > own
                cmp certified own
                """)
                        .status())
                .isZero();
    }

    @Test
    void keepsEncryptionKeysApartFromSigningKeys() throws Exception {
        DevelopmentAuthority authority = Samples.authority(dir);
        DecryptionKey key = authority.issueEncryption("platform-enc", "平台");
        assertThat(authority.issueEncryption("platform-enc", "平台").chain()).isEqualTo(key.chain());
        var openSsl = new OpenSsl(dir);
        assertThat(openSsl.shell("openssl x509 -in platform-enc.pem -noout -ext keyUsage")
                        .output())
                .contains("critical")
                .contains("Key Encipherment, Data Encipherment\n");
        authority.issue("gateway", "gateway");
        assertThatExceptionOfType(UnusableKey.class).isThrownBy(() -> authority.issueEncryption("gateway", "gateway"));
    }

    @Test
    void finishesWhatACrashLeftHalfDone() throws Exception {
        DevelopmentAuthority authority = Samples.authority(dir);
        SigningKey before = authority.issue("gateway", "gateway");
        Files.delete(dir.resolve("ca.pem"));
        Files.delete(dir.resolve("gateway.pem"));

        DevelopmentAuthority reopened = Samples.authority(dir);
        SigningKey after = reopened.issue("gateway", "gateway");

        byte[] signature = before.signer(RANDOM).sign(utf8("m"));
        reopened.trusted().verifier(after.chain(), Samples.NOW).verify(utf8("m"), signature);
        reopened.trusted().verifier(before.chain(), Samples.NOW).verify(utf8("m"), signature);
    }

    @Test
    void neverReplacesACertificateWhoseKeyIsGone() throws Exception {
        Samples.authority(dir);
        Files.delete(dir.resolve("ca.key.pem"));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Samples.authority(dir));
        assertThat(dir.resolve("ca.pem")).exists();
    }

    @Test
    void refusesNamesThatLeaveTheFolderOrMeetTheAuthority() throws Exception {
        DevelopmentAuthority authority = Samples.authority(dir);
        for (String name : List.of(
                "",
                "..",
                "../x",
                "a/b",
                ".x",
                "a.key",
                "ca",
                "CA",
                "tsa",
                "tsa-CA",
                "tls",
                "tls-ca",
                "名",
                "-x",
                "x".repeat(65))) {
            assertThatThrownBy(() -> authority.issue(name, "x")).as(name).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> authority.issueEncryption(name, "x"))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(files()).containsOnlyKeys(".lock", "ca.key.pem", "ca.pem");
    }

    @Test
    void letsManyThreadsInAtOnce() throws Exception {
        int threads = 8;
        var start = new CyclicBarrier(threads);
        var executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<String>> serials = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                serials.add(executor.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return Samples.authority(dir)
                            .issue("gateway", "gateway")
                            .chain()
                            .leafSerialHex();
                }));
            }
            String first = serials.get(0).get(30, TimeUnit.SECONDS);
            for (Future<String> serial : serials) {
                assertThat(serial.get(30, TimeUnit.SECONDS)).isEqualTo(first);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void letsTwoProcessesInAtOnce() throws Exception {
        Process one = otherProcess();
        Process two = otherProcess();
        String here = Samples.authority(dir).issue("gateway", "gateway").chain().leafSerialHex();
        assertThat(serial(one)).isEqualTo(here);
        assertThat(serial(two)).isEqualTo(here);
        assertThat(files()).containsOnlyKeys(".lock", "ca.key.pem", "ca.pem", "gateway.key.pem", "gateway.pem");
    }

    /** What the other process runs. */
    static final class OtherProcess {
        public static void main(String[] args) throws IOException {
            DevelopmentAuthority authority = DevelopmentAuthority.openOrCreate(Path.of(args[0]), CLOCK, RANDOM);
            System.out.print(authority.issue("gateway", "gateway").chain().leafSerialHex());
        }
    }

    private Process otherProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String serial(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Map<String, String> files() throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.list(dir)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
