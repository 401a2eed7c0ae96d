package org.shuqiao.routes.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void isWrittenAsItWasRead() {
        assertThat(TraceContext.parse(PARENT)).hasValueSatisfying(trace -> {
            assertThat(trace.traceId()).isEqualTo(TRACE);
            assertThat(trace.header()).isEqualTo(PARENT);
        });
    }

    @Test
    void isReadFromALaterVersionThatSaysMore() {
        assertThat(TraceContext.parse("01" + PARENT.substring(2) + "-what-comes"))
                .hasValueSatisfying(trace -> assertThat(trace.header()).isEqualTo(PARENT));
        assertThat(TraceContext.parse("01" + PARENT.substring(2))).isPresent();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0"
            })
    void ignoresWhatIsNoHeaderOfTheStandard(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void beginsANewTraceThatOthersCanRead() {
        TraceContext fresh = TraceContext.fresh(new Random(1));

        assertThat(TraceContext.parse(fresh.header())).hasValue(fresh);
        assertThat(TraceContext.fresh(new Random(2)).traceId()).isNotEqualTo(fresh.traceId());
    }

    @Test
    void goesOnWithinTheSameTrace() {
        TraceContext caller = TraceContext.parse(PARENT).orElseThrow();

        TraceContext ours = caller.child(new Random(1));

        assertThat(ours.traceId()).isEqualTo(TRACE);
        assertThat(ours.flags()).isEqualTo("01");
        assertThat(ours.spanId()).isNotEqualTo(caller.spanId());
    }
}
