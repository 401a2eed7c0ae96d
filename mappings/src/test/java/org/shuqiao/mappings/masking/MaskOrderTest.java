package org.shuqiao.mappings.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.agreements.Purposes;

class MaskOrderTest {
    private static final TransformCatalogue CATALOGUE = new TransformCatalogue();

    @ParameterizedTest
    @CsvSource({
        "drop, raw, true, false",
        "drop, pseudonym, true, false",
        "mask-phone, raw, true, false",
        "raw, raw, true, true",
        "mask-phone, pseudonym, false, false",
        "drop, fpe, true, false",
        "fpe, raw, true, false",
        "fpe, fpe, true, true",
        "fpe, mask-phone, false, false",
        "fpe, pseudonym, false, false",
        "generalise-industry:section, generalise-industry:division, true, false",
        "generalise-industry:section, generalise-region:city, false, false",
        "band:employees, band:employees, true, true",
        "band:employees, band:attendees, false, false",
        "generalise-industry:section, generalise-industry:group, true, false",
        "generalise-date:year, generalise-date:month, true, false",
        "generalise-region:province, generalise-region:city, true, false",
        "truncate:5, truncate:20, true, false",
        "top:100, top:500, true, false",
        "bottom:100, bottom:50, true, false",
        "round:1, round:2, false, false",
        "bucket, band:revenue, false, false",
        "redact, raw, true, false",
        "drop, redact, true, false",
        "redact, redact, true, true",
        "redact, truncate:5, false, false",
        "redact, mask-address, false, false",
        "nothing, raw, false, false"
    })
    void comparesOnlyWhatHidesMore(String one, String other, boolean asStrict, boolean conversely) {
        assertThat(CATALOGUE.isAsStrict(one, other)).isEqualTo(asStrict);
        assertThat(CATALOGUE.isAsStrict(other, one)).isEqualTo(conversely);
    }

    @Test
    void anUnknownPurposeImpliesEveryActThatAPurposeCanHave() {
        Purposes purposes = Purposes.load();

        assertThat(purposes.acts("公共数据开放共享")).isEmpty();
        assertThat(purposes.acts("商业推广")).isEqualTo(Set.of(Act.COMMERCIAL));
        assertThat(purposes.acts("其他"))
                .containsExactlyInAnyOrder(Act.REIDENTIFY, Act.TRAIN_MODEL, Act.COMMERCIAL, Act.EXPORT_ABROAD);
    }
}
