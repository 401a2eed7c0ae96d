package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.Texts;
import org.shuqiao.mappings.platforms.PayloadWriter;

class FoldingTest {

    @Test
    void foldsDisguisedCharactersToPlainOnes() {
        String disguised = "１Ａａ٣𝟗①⑨⓪❶❾➀➈⑴⑼⒈⒐⁰¹⁹₀₉АВЕоΧ";
        String plain = "1AA39190191919190190" + "9ABEOX";
        StringBuilder folded = new StringBuilder();
        disguised.codePoints().forEach(c -> folded.append(Folding.fold(c)));
        assertThat(folded).hasToString(plain);
    }

    @Test
    void leavesChineseAlone() {
        "数字化转型促进中心".codePoints().forEach(c -> assertThat((int) Folding.fold(c)).isEqualTo(c));
    }

    @Test
    void offsetsNeverGoBackAndEndWithTheText() {
        Random random = new Random(11);
        for (int n = 0; n < 2_000; n++) {
            byte[] bytes = n % 2 == 0 ? randomBytes(random) : randomJson(random);
            FoldedText text = FoldedText.of(bytes);
            assertThat(text.offset(text.length())).isEqualTo(bytes.length);
            for (int i = 0; i < text.length(); i++) {
                assertThat(text.offset(i)).isLessThan(text.offset(i + 1));
            }
        }
    }

    @Test
    void everyUnitIsOneWholeCharacterOrEscapeWithWhatTakesNoPlaceBehindIt() {
        Random random = new Random(13);
        for (int n = 0; n < 500; n++) {
            byte[] bytes = randomJson(random);
            FoldedText text = FoldedText.of(bytes);
            for (int i = 0; i < text.length(); i++) {
                String character =
                        new String(bytes, text.offset(i), text.offset(i + 1) - text.offset(i), StandardCharsets.UTF_8);
                long places = character
                        .codePoints()
                        .filter(c -> Folding.fold(c) != Folding.NOTHING)
                        .count();
                boolean whole = character.startsWith("\\") || places == 1;
                assertThat(whole).as(character).isTrue();
            }
        }
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] randomJson(Random random) {
        PayloadWriter writer = new PayloadWriter();
        writer.string(Texts.random(random));
        return writer.bytes();
    }
}
