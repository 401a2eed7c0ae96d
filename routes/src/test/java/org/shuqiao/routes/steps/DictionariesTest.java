package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.ledger.DictionaryLedger.Stored;
import org.shuqiao.routes.ledger.DictionaryLedger.Words;

class DictionariesTest {

    /** Another gateway has changed the words between the look at their number and the look at them. */
    @Test
    void aRedactionNamesTheWordsThatItWasMadeWith() {
        Stored newer = new Stored(2, new Words(List.of(), List.of()), Instant.EPOCH, "key");
        Dictionaries dictionaries = new Dictionaries(center -> 1L, center -> Optional.of(newer));

        assertThat(dictionaries.redaction("center", Set.of()).wordsVersion()).isEqualTo(2);
    }

    @Test
    void aCenterWithoutWordsHasNumberZero() {
        Dictionaries dictionaries = new Dictionaries(center -> 0L, center -> Optional.empty());

        assertThat(dictionaries.redaction("center", Set.of()).wordsVersion()).isZero();
    }
}
