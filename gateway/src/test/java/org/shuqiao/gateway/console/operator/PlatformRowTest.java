package org.shuqiao.gateway.console.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shuqiao.gateway.PlatformResponse;
import org.shuqiao.gateway.PlatformSwitches;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;

class PlatformRowTest {
    /** Two may be sent, three are under way, one was taken and not yet stored. */
    private static PlatformRow row(boolean carried) {
        PlatformResponse platform = new PlatformResponse(
                "p",
                false,
                false,
                "",
                PlatformSwitches.State.OPEN,
                0,
                null,
                true,
                5,
                null,
                new Waiting(1, null),
                null,
                null);
        return new PlatformRow(platform, "平台", carried ? "offline" : "api", carried, 2, 3, 0, 0, List.of());
    }

    @Test
    void countsWhatPeopleCarryAsGoneOnceAPackageHasTakenIt() {
        assertThat(row(true).toSend()).isEqualTo(2);
        assertThat(row(true).receipts()).isEqualTo(4);
    }

    @Test
    void countsWhatIsUnderWayToOthersAsNotYetSent() {
        assertThat(row(false).toSend()).isEqualTo(5);
        assertThat(row(false).receipts()).isEqualTo(1);
    }
}
