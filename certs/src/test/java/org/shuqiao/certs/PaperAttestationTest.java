package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaperAttestationTest {
    private static final String HASH = Sm3.hex(utf8("agreement"));
    private static final PaperAttestation PAPER =
            new PaperAttestation(HASH, "provider", Sm3.hex(utf8("scan")), LocalDate.of(2026, 1, 10));

    @Test
    void isCanonicalJsonOfExactlyTheseMembers() {
        assertThat(new String(PAPER.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"agreementHash\":\"" + HASH + "\",\"party\":\"provider\",\"scan\":\"" + PAPER.scan()
                        + "\",\"signedOn\":\"2026-01-10\",\"type\":\"shuqiao.paper-attestation.v1\"}");
        assertThat(PaperAttestation.parse(PAPER.bytes())).isEqualTo(PAPER);
    }

    @Test
    void refusesEveryOtherForm() {
        String text = new String(PAPER.bytes(), StandardCharsets.UTF_8);
        for (String other : new String[] {
            "",
            "[]",
            "null",
            "{",
            text + " ",
            text + text,
            text.replace(":\"provider", ": \"provider"),
            text.replace("provider", "witness"),
            text.replace(".v1", ".v2"),
            text.replace("2026-01-10", "2026-02-30"),
            text.replace("2026-01-10", "2026-1-10"),
            text.replace(HASH, HASH.toUpperCase(Locale.ROOT)),
            text.replace("{", "{\"a\":1,"),
            text.replace("{", "{\"party\":\"provider\","),
            "[".repeat(1_000),
            " ".repeat(100_000)
        }) {
            assertThatIllegalArgumentException()
                    .as(other)
                    .isThrownBy(() -> PaperAttestation.parse(utf8(other)))
                    .withNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-02-30", "2026-1-1", "+2026-01-01", "20260101", "2026-01-01T00:00:00Z"})
    void readsNoDayThatIsNone(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> PaperAttestation.day(text));
    }
}
