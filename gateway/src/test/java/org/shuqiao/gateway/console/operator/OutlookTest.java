package org.shuqiao.gateway.console.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.mappings.platforms.Redelivery;
import org.shuqiao.routes.ledger.TransferState;

/** Every state of a transfer and every trouble of a platform is told in both languages. */
class OutlookTest {
    private static final List<Locale> LANGUAGES = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ROOT);

    private static void isTold(String... keys) {
        for (Locale language : LANGUAGES) {
            ResourceBundle words = ResourceBundle.getBundle(
                    "console/operator",
                    language,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            assertThat(Stream.of(keys).filter(key -> !words.containsKey(key)))
                    .as(language.toString())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysOfEveryStateWhereAndWhyAndWhatNext(TransferState state) {
        isTold("operator.where." + state, "operator.why." + state, "operator.next." + state);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatAPlatformDoesWithWhatMayHaveArrived(Redelivery redelivery) {
        isTold("operator.next.UNKNOWN." + redelivery, "operator.transfer.risk." + redelivery);
    }

    @Test
    void saysWhatStandsInTheWay() {
        isTold("operator.next.PENDING.PAUSED", "operator.next.ACCEPTED.REVIEW", "operator.why.PAUSED");
        Stream.of("HOLD", "NOT_REACHED", "PAUSED", "LATER", "RESTING", "NO_KEY", "CARRIED")
                .forEach(way -> isTold("operator.next.READY." + way));
        isTold("operator.where.CARRIED");
        Stream.of("PAUSED", "CARRIED", "LAID_DOWN").forEach(way -> isTold("operator.next.UNKNOWN." + way));
    }

    @ParameterizedTest
    @EnumSource
    void saysOfEveryTroubleWhatItIsAndWhatToDo(Trouble.Kind kind) {
        Trouble trouble = Trouble.of(kind);

        isTold(trouble.word(), trouble.what().key(), trouble.remedy().key());
    }
}
