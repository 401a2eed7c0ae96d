package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.Samples;
import org.shuqiao.certs.Sm3;

class TrustTest {
    @TempDir
    private Path keys;

    private Trust trust;
    private String json;

    @BeforeEach
    void trust() throws Exception {
        var transfer = new SampleTransfer(keys);
        Trust sample = transfer.trust();
        trust = new Trust(
                sample.authorities(),
                sample.logs(),
                sample.timestampAuthorities(),
                List.of(SampleTransfer.ascii(transfer.authority.revocationList(List.of(), Duration.ofDays(1)))),
                List.of(new Trust.Compromised(Sm3.hex(utf8("x")), NOW)));
        json = new String(trust.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void comesBackFromItsBytes() {
        assertThat(Trust.parse(trust.bytes())).isEqualTo(trust);
        assertThat(json)
                .startsWith("{\"authorities\":[\"-----BEGIN CERTIFICATE-----\\n")
                .contains("\"from\":\"2026-11-21T08:30:00.120Z\"")
                .contains("\"format\":\"shuqiao.trust.v1\"");
    }

    @Test
    void mayBeEditedByHand() {
        assertThat(Trust.parse(utf8("\n " + json.replace("\",\"", "\" ,\n \""))))
                .isEqualTo(trust);
    }

    @Test
    void trustsNobodyByItself() {
        String empty =
                """
                {"format": "shuqiao.trust.v1", "authorities": [], "logs": [], "timestampAuthorities": [],
                 "revocationLists": [], "compromised": []}
                """;
        assertThat(Trust.parse(utf8(empty)))
                .isEqualTo(new Trust(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void refusesWhatIsNoTrustFile() {
        String sized = "A".repeat(100);
        for (String broken : List.of(
                "",
                "{}",
                "[]",
                json + "x",
                json.replace("trust.v1", "trust.v2"),
                json.replace("\"compromised\"", "\"forgiven\""),
                json.replace("{\"auth", "{\"more\":[],\"auth"),
                json.replace("{\"auth", "{\"format\":\"shuqiao.trust.v1\",\"auth"),
                json.replace("\"logs\":[\"", "\"logs\":[\"x"),
                json.replace("\"logs\":[\"", "\"logs\":[1,\""),
                json.replace("BEGIN CERTIFICATE", "BEGIN PRIVATE KEY"),
                json.replace("BEGIN X509 CRL", "BEGIN X509 LCR"),
                json.replace(Sm3.hex(utf8("x")), sized),
                json.replace("08:30:00.120Z", "08:30:00Z"),
                json.replace("08:30:00.120Z", "08:30:00.120+00:00"))) {
            assertThat(broken).isNotEqualTo(json);
            assertThatExceptionOfType(MalformedTrust.class)
                    .as(broken)
                    .isThrownBy(() -> Trust.parse(utf8(broken)))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(sized));
        }
    }

    @Test
    void refusesARevocationListThatItsAuthorityDidNotSign(@TempDir Path elsewhere) throws Exception {
        var stranger = Samples.authority(elsewhere);
        String list = SampleTransfer.ascii(stranger.revocationList(List.of(), Duration.ofDays(1)));
        assertThatExceptionOfType(MalformedTrust.class)
                .isThrownBy(() -> new Trust(trust.authorities(), trust.logs(), List.of(), List.of(list), List.of()));
    }
}
