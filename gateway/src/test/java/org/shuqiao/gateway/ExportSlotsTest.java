package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

class ExportSlotsTest {
    private final ExportSlots slots = new ExportSlots(2, 1);

    private void refused(@Nullable String center) {
        assertThat(catchThrowableOfType(Failure.class, () -> slots.enter(center))
                        .code())
                .isEqualTo(FailureCode.TOO_BUSY);
    }

    @Test
    void oneCenterHoldsOneAndAllCentersTogetherNoneOfTheOfficers() {
        slots.enter("A");
        refused("A");
        slots.enter("B");
        refused("C");

        assertThatCode(() -> slots.enter(null)).doesNotThrowAnyException();
        refused(null);
        slots.leave(null);
        slots.leave("A");
        assertThatCode(() -> slots.enter("C")).doesNotThrowAnyException();
        assertThatCode(() -> slots.enter(null)).doesNotThrowAnyException();
    }
}
