package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CallLimitsTest {

    private static PlatformDescriptor.Limits limits(int connectTimeoutMs, int responseTimeoutMs) {
        return new PlatformDescriptor.Limits(connectTimeoutMs, responseTimeoutMs, 8, 12, 500, 300_000, 72);
    }

    @Test
    void aCallEndsWhileItsTransferIsHeld() {
        assertThat(limits(2_000, 21_500)).isNotNull();
        assertThatThrownBy(() -> limits(2_000, 21_501)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits(2_000, Integer.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits(0, 1_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits(1_000, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
