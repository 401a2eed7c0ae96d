package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

class BatchSlotsTest {
    private final BatchSlots slots = new BatchSlots(3, 2);

    private void refused(String center) {
        Failure refusal = catchThrowableOfType(Failure.class, () -> slots.enter(center));
        assertThat(refusal.code()).isEqualTo(FailureCode.TOO_BUSY);
        assertThat(refusal.facts()).containsKey("retryAfterSeconds");
    }

    @Test
    void leavesRoomForOtherCenters() {
        slots.enter("A");
        slots.enter("A");

        refused("A");
        assertThatCode(() -> slots.enter("B")).doesNotThrowAnyException();
        refused("C");
    }

    @Test
    void givesASlotAgainThatWasLeft() {
        slots.enter("A");
        slots.enter("A");
        slots.enter("B");
        slots.leave("A");

        assertThatCode(() -> slots.enter("C")).doesNotThrowAnyException();
        refused("B");
    }
}
