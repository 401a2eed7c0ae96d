package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.residue.Planted;

class CheckDigitTest {

    private static final String USCI_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350100M000100Y43",
                "91370212MA3C000039",
                "91500000MA5U000036",
                "91360100MA35H0018M",
                "91140100MA0GT0018F",
                "123702004950000016"
            })
    void acceptsUsci(String usci) {
        assertThat(Usci.violation(usci)).isNull();
        assertThat(Usci.matches(usci)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350100M000100Y4Z",
                "91350100M000100Y4",
                "91350100M000100Y433",
                "91350100m000100y43",
                "9135010OM000100Y43",
                ""
            })
    void rejectsWhatHasNoUsciForm(String usci) {
        assertThat(Usci.violation(usci)).isEqualTo("USCI_FORM");
    }

    @Test
    void rejectsWrongOrganisationCheckDigitUnderRightOverallOne() {
        // Position 17 changed from 3 to 4, and the last character recomputed for it.
        String wrong = "91370212MA3C00004" + "X";
        String recomputed = USCI_ALPHABET
                .chars()
                .mapToObj(c -> wrong.substring(0, 17) + (char) c)
                .filter(Usci::matches)
                .findFirst()
                .orElseThrow();
        assertThat(Usci.violation(recomputed)).isEqualTo("USCI_CHECK_DIGIT");
    }

    @Test
    void rejectsEveryUsciWithOneWrongCharacter() {
        String right = "91370212MA3C000039";
        for (int i = 0; i < right.length(); i++) {
            for (int c : USCI_ALPHABET.chars().toArray()) {
                if (c != right.charAt(i)) {
                    assertThat(Usci.violation(right.substring(0, i) + Character.toString(c) + right.substring(i + 1)))
                            .isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "500101198802290019"})
    void acceptsIdCard(String id) {
        assertThat(IdCard.violation(id)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"110105194912310021", "500101198802290018"})
    void rejectsWrongIdCardCheckDigit(String id) {
        assertThat(IdCard.violation(id)).isEqualTo("ID_CARD_CHECK_DIGIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"110105194902310025", "110105190002290021", "110105194913010023"})
    void rejectsDateThatNeverWas(String id) {
        assertThat(IdCard.violation(id)).isEqualTo("ID_CARD_DATE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002x",
                "1101051949123100X2",
                "110105491231002",
                "011010519491231002",
                "00010519491231002X"
            })
    void rejectsWhatHasNoIdCardForm(String id) {
        assertThat(IdCard.violation(id)).isEqualTo("ID_CARD_FORM");
    }

    @Test
    void rejectsEveryIdCardWithTwoNeighboursSwapped() {
        Random random = new Random(7);
        for (int n = 0; n < 500; n++) {
            String id = Planted.idCard(random);
            int at = 6 + random.nextInt(10);
            if (id.charAt(at) != id.charAt(at + 1)) {
                String swapped = id.substring(0, at) + id.charAt(at + 1) + id.charAt(at) + id.substring(at + 2);
                assertThat(IdCard.violation(swapped)).isNotNull();
            }
        }
    }
}
