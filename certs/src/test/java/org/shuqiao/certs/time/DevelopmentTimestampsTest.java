package org.shuqiao.certs.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;

class DevelopmentTimestampsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:30:00.120Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] MESSAGE = "checkpoint".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path dir;

    @Test
    void stampsWhatItIsAsked() throws Exception {
        Path anchor = DevelopmentAuthority.openOrCreate(dir, CLOCK, RANDOM).timestampAuthority();
        TimestampAuthorities authorities = TimestampAuthorities.load(List.of(anchor));
        TimestampRequest request = TimestampRequest.of(MESSAGE, RANDOM);

        byte[] response = DevelopmentTimestamps.load(dir, CLOCK, RANDOM).answer(request.bytes());
        Timestamp timestamp = authorities.verify(response, request);

        assertThat(timestamp.at()).isEqualTo(NOW);
        assertThat(authorities.verify(timestamp.response(), MESSAGE)).isEqualTo(NOW);
    }
}
