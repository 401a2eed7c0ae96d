package org.shuqiao.mappings.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.Fixtures;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What transforms leave of a value: its class, and what it can look like. */
class MaskResultsTest {
    private static final TransformCatalogue CATALOGUE = new TransformCatalogue();

    @ParameterizedTest
    @CsvSource({
        "raw, T1, T1",
        "band:revenue, T1, G",
        "band:revenue, T2, T1",
        "band:attendees, G, G",
        "generalise-region:city, T1, G",
        "generalise-industry:section, T2, T1",
        "generalise-date:month, I, I",
        "redact, T2, T1",
        "redact, T1, G",
        "redact, I, I",
        "mask-name, I, I",
        "mask-phone, SI, I",
        "pseudonym, SI, I",
        "pseudonym, G, G",
        "fpe, SI, I",
        "fpe, I, I"
    })
    void lowersAClassByOneStepAtMost(String transform, FieldClass of, FieldClass left) {
        assertThat(CATALOGUE.classAfter(transform, of)).isEqualTo(left);
    }

    @Test
    void knowsTheClassAfterEveryTransform() {
        assertThat(CATALOGUE.families()).allSatisfy(name -> assertThat(CATALOGUE.classAfter(name, FieldClass.P))
                .isEqualTo(FieldClass.P));
    }

    @Test
    void putsNeitherTradeSecretsNorPersonalDataAboveTheOther() {
        assertThat(within(FieldClass.P)).containsExactly(FieldClass.P);
        assertThat(within(FieldClass.G)).containsExactly(FieldClass.P, FieldClass.G);
        assertThat(within(FieldClass.T2)).containsExactly(FieldClass.P, FieldClass.G, FieldClass.T1, FieldClass.T2);
        assertThat(within(FieldClass.SI)).containsExactly(FieldClass.P, FieldClass.G, FieldClass.I, FieldClass.SI);
    }

    private static List<FieldClass> within(FieldClass ceiling) {
        return Arrays.stream(FieldClass.values())
                .filter(one -> one.isWithin(ceiling))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "138****8000, mask-phone, true",
        "13800138000, mask-phone, false",
        "张*, mask-name, true",
        "张三, mask-name, false",
        "370200, generalise-region:city, true",
        "370212, generalise-region:city, false",
        "C38, generalise-industry:division, true",
        "C3812, generalise-industry:division, false",
        "C, generalise-industry:section, true",
        "2026-05, generalise-date:month, true",
        "2026-05-03, generalise-date:month, false",
        "100~200, band:attendees, true",
        "128, band:attendees, false",
        "abcdefghijklmnopabcdefghijklmnop, pseudonym, true",
        "91370212MA3C000039, pseudonym, false",
        "13800138000, fpe, true",
        "138****8000, fpe, false",
        "12345, fpe, false",
        "请拨打【手机号】报名, redact, true",
        "请拨打13800138000报名, redact, false",
        "x, drop, false",
        "x, raw, true"
    })
    void tellsAMaskedValueFromOneThatIsNot(String value, String transform, boolean masked) {
        assertThat(CATALOGUE.canBe(StringNode.valueOf(value), transform)).isEqualTo(masked);
    }

    @Test
    void takesNoNumberForABand() {
        assertThat(CATALOGUE.canBe(IntNode.valueOf(128), "band:attendees")).isFalse();
    }

    @Test
    void namesTheFieldsThatWereNotMaskedAndThoseAboveACeiling() {
        Dataset activity = Fixtures.DATASETS.find("activity").orElseThrow();
        CanonicalRecord record = activity.read(activity.samples().get(0).bytes());
        List<FieldRule> rules = List.of(
                new FieldRule("/title", FieldClass.P, "raw", true, "1"),
                new FieldRule("/attendees", FieldClass.G, "band:attendees", true, "2"),
                new FieldRule("/contacts/*/mobile", FieldClass.I, "mask-phone", false, "3"));
        Desensitised masked = new Desensitiser(new NoKeys()).apply(activity, record, rules, "qingdao");

        assertThat(masked.notMasked(CATALOGUE)).isEmpty();
        assertThat(masked.above(Set.of(FieldClass.G), CATALOGUE)).containsExactly("/contacts/*/mobile");
        assertThat(masked.above(Set.of(FieldClass.I, FieldClass.T1), CATALOGUE)).containsExactly("/contacts/*/mobile");
        assertThat(masked.above(Set.of(), CATALOGUE)).isEmpty();

        ObjectNode left = masked.json();
        left.put("attendees", 128);
        ((ObjectNode) left.at("/contacts/0")).put("mobile", "13800138000");
        assertThat(masked.notMasked(CATALOGUE)).containsExactly("/attendees", "/contacts/*/mobile");
    }
}
