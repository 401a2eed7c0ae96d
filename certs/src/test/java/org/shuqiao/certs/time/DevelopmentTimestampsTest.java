package org.shuqiao.certs.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.OpenSsl;
import org.shuqiao.certs.time.TimestampRefused.Reason;

class DevelopmentTimestampsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:30:00.120Z"), ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] MESSAGE = "checkpoint".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path dir;

    private final TimestampRequest request = TimestampRequest.of(MESSAGE, RANDOM);
    private TimestampAuthorities authorities;

    @BeforeEach
    void makeAuthority() throws Exception {
        Path anchor = DevelopmentAuthority.openOrCreate(dir, CLOCK, RANDOM).timestampAuthority();
        authorities = TimestampAuthorities.load(List.of(anchor));
    }

    @Test
    void stampsWhatItIsAsked() throws Exception {
        byte[] response = DevelopmentTimestamps.load(dir, CLOCK, RANDOM).answer(request.bytes());

        Timestamp timestamp = authorities.verify(response, request);

        assertThat(timestamp.at()).isEqualTo(CLOCK.instant());
        assertThat(authorities.verify(timestamp.response(), MESSAGE)).isEqualTo(CLOCK.instant());
    }

    @Test
    void stampsByTheClockThatItIsGiven() throws Exception {
        Clock later = Clock.offset(CLOCK, Duration.ofDays(2_000));
        byte[] response = DevelopmentTimestamps.load(dir, later, RANDOM).answer(request.bytes());
        assertThat(authorities.verify(response, request).at()).isEqualTo(later.instant());
    }

    @Test
    void asksUnderANewNonceEachTime() {
        var requests = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            requests.add(new String(TimestampRequest.of(MESSAGE, RANDOM).bytes(), StandardCharsets.ISO_8859_1));
        }
        assertThat(requests).hasSize(100);
    }

    @Test
    void rejectsWhatIsNoRequestForSha256() throws Exception {
        var timestamps = DevelopmentTimestamps.load(dir, CLOCK, RANDOM);
        byte[] sha1 = new TimeStampRequestGenerator()
                .generate(OIWObjectIdentifiers.idSHA1, new byte[20])
                .getEncoded();
        for (byte[] other : List.of(new byte[0], MESSAGE, new byte[] {0x30, 0}, sha1)) {
            byte[] response = timestamps.answer(other);
            assertThatExceptionOfType(TimestampRefused.class)
                    .isThrownBy(() -> authorities.verify(response, request))
                    .extracting(TimestampRefused::reason)
                    .isEqualTo(Reason.NOT_GRANTED);
        }
    }

    @Test
    void isVerifiedByOpenSsl() throws Exception {
        var openSsl = new OpenSsl(dir);
        Clock now = Clock.systemUTC(); // OpenSSL judges certificates by the clock of the machine
        byte[] response = DevelopmentTimestamps.load(dir, now, RANDOM).answer(request.bytes());
        Timestamp timestamp = authorities.verify(response, request);
        openSsl.write("checkpoint.txt", MESSAGE);
        openSsl.write("other.txt", new byte[3]);
        openSsl.write("request.tsq", request.bytes());
        openSsl.write("answer.tsr", response);
        openSsl.write("kept.tsr", timestamp.response());

        for (String file : List.of("answer.tsr", "kept.tsr")) {
            String verify = "openssl ts -verify -in " + file + " -CAfile tsa-ca.pem ";
            assertThat(openSsl.shell(verify + "-queryfile request.tsq").output())
                    .contains("Verification: OK");
            assertThat(openSsl.shell(verify + "-data checkpoint.txt").output()).contains("Verification: OK");
            assertThat(openSsl.shell(verify + "-data other.txt").status()).isNotZero();
        }
        assertThat(openSsl.shell("openssl ts -query -in request.tsq -text").output())
                .contains("Version: 1", "Hash Algorithm: sha256", "Nonce: 0x", "Certificate required: yes");
    }

    @Test
    void believesWhatOpenSslStamps() throws Exception {
        var openSsl = new OpenSsl(dir);
        openSsl.write("request.tsq", request.bytes());
        openSsl.write(
                "ts.cnf",
                """
                [tsa]
                default_tsa = ours
                [ours]
                serial = serial
                crypto_device = builtin
                signer_cert = tsa.pem
                signer_key = tsa.key.pem
                signer_digest = sha256
                default_policy = 1.2.3.4.1
                digests = sha256
                accuracy = secs:1
                ordering = yes
                tsa_name = yes
                ess_cert_id_chain = no
                """
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(openSsl.shell("openssl ts -reply -config ts.cnf -queryfile request.tsq -out answer.tsr")
                        .status())
                .isZero();

        Timestamp timestamp = authorities.verify(openSsl.read("answer.tsr"), request);

        assertThat(timestamp.at()).isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
        assertThat(authorities.verify(timestamp.response(), MESSAGE)).isEqualTo(timestamp.at());
    }
}
