package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Violation;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.ResidueScanner;

class DemoRecordsTest {
    private final Datasets datasets = Datasets.load();
    private final DemoRecords records = new DemoRecords(datasets, "run1");
    private final Gate gate = new Gate(datasets);

    @Test
    void everySampleIsValidUnderItsOwnId() {
        List<DemoRecord> samples = records.samples();

        assertThat(samples).extracting(sample -> sample.dataset().id()).contains("activity", "diagnosis_report");
        assertThat(samples).allSatisfy(sample -> assertThat(
                        sample.dataset().read(sample.bytes()).recordId())
                .endsWith("-run1"));
        assertThat(samples)
                .extracting(sample -> sample.json().path("record_id").stringValue())
                .doesNotHaveDuplicates();
    }

    @Test
    void everySampleLeavesWithoutResidueAndWithoutSecrets() {
        for (DemoRecord sample : records.samples()) {
            MappedPayload payload = gate.pass(sample);
            SecretValues secrets = SecretValues.of(sample.dataset(), sample.json(), gate.platform());

            assertThat(new ResidueScanner().scan(payload, CenterDictionary.empty()))
                    .isEmpty();
            assertThat(secrets.count()).isPositive();
            assertThat(secrets.occurringIn(payload.bytes())).isZero();
        }
    }

    @Test
    void secretsAreSeenInARecordThatWasNotDesensitised() {
        for (DemoRecord sample : records.samples()) {
            SecretValues secrets = SecretValues.of(sample.dataset(), sample.json(), gate.platform());

            assertThat(secrets.occurringIn(sample.bytes())).isEqualTo(secrets.count());
        }
    }

    @Test
    void secretsAreSeenWithinOtherText() {
        DemoRecord report = records.samples().stream()
                .filter(sample -> sample.dataset().id().equals("diagnosis_report"))
                .findFirst()
                .orElseThrow();
        SecretValues secrets = SecretValues.of(report.dataset(), report.json(), gate.platform());

        String mobile = report.json().path("contact").path("mobile").stringValue();
        assertThat(secrets.occurringIn(("{\"a\":[\"电话" + mobile + "\"]}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(1);
        String revenue = report.json().path("enterprise").path("revenue").toString();
        assertThat(secrets.occurringIn(("{\"a\":" + revenue + "}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(1);
    }

    @Test
    void theInvalidRecordHasThreeFaultsOfThreeKinds() {
        DemoRecord invalid = records.invalid();

        InvalidRecord refused = catchThrowableOfType(
                InvalidRecord.class, () -> invalid.dataset().read(invalid.bytes()));

        assertThat(refused.violations())
                .extracting(Violation::rule)
                .contains("END_BEFORE_START", "USCI_CHECK_DIGIT", "FIELD_RESERVED");
    }

    @Test
    void thePlantedMobileIsValidAndIsResidue() {
        DemoRecord planted = records.planted();

        assertThat(new ResidueScanner().scan(gate.pass(planted), CenterDictionary.empty()))
                .singleElement()
                .satisfies(residue -> assertThat(residue.targetPath()).isEqualTo("/HDMC"));
    }
}
