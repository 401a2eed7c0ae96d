package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;

/** Texts that were made to be slow take time in proportion to their length, and no more. */
class ScanTimeTest {

    private static final int CHARACTERS = 20_000;
    private static final int TIMES = 8;
    private static final int RUNS = 5;
    /** A machine that is busy with something else may be slow for a while, work that is quadratic is always. */
    private static final int PATIENT_RUNS = 50;
    /** Quadratic work would take {@link #TIMES} squared. */
    private static final double PATIENCE = 3.0 * TIMES;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ResidueScanner scanner = new ResidueScanner();
    private final CenterDictionary dictionary = CenterDictionary.of(List.of("AB", "青岛", "成本成本成"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 3-",
                "ABCDEFGH9",
                "1",
                "一",
                "十",
                "成本",
                "a@",
                "a:",
                "1.",
                "%25",
                "&#37;",
                "QUJD",
                "电话",
                "青",
                "\u200B",
                "0",
                "亿",
                "\\u005c"
            })
    void timeIsLinear(String pattern) {
        MappedPayload small = text(pattern.repeat(CHARACTERS / pattern.length()));
        MappedPayload large = text(pattern.repeat(TIMES * CHARACTERS / pattern.length()));
        long shorter = best(small, 0, RUNS);
        double most = PATIENCE * shorter;
        assertThat((double) best(large, most, PATIENT_RUNS)).isLessThan(most);
    }

    /**
     * Of several, since a compiler and a collector work beside, until one is below what is enough. Processor time,
     * since the machine has other work.
     */
    private long best(MappedPayload payload, double enough, int runs) {
        long best = Long.MAX_VALUE;
        for (int run = 0; run < runs && best >= enough; run++) {
            long begun = threads.getCurrentThreadCpuTime();
            scanner.scan(payload, dictionary);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - begun);
        }
        return best;
    }

    @Test
    void tenMegabytesOfOneCharacterAreSearched() {
        assertThat(scanner.scan(text("1".repeat(10_000_000)), dictionary)).isEmpty();
    }

    @Test
    void residuesAreBounded() {
        assertThat(scanner.scan(text("13800138000，".repeat(20_000)), dictionary))
                .hasSize(ResidueScanner.MOST_RESIDUES);
    }

    private static MappedPayload text(String text) {
        return ScannedPayload.of("raw", FieldKind.TEXT, text);
    }
}
