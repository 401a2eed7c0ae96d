package org.shuqiao.routes.steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Desensitiser;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.agreements.SampleAgreement;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class CheckTermsTest {
    private static final CheckTerms CHECK =
            new CheckTerms(Datasets.load(), new Desensitiser(new DryRunMasking(new Random(1))));

    private static Agreement agreement(Consumer<ObjectNode> change) {
        ObjectNode json = SampleAgreement.json();
        change.accept(json);
        return AgreementDocument.parse(json.toString().getBytes(UTF_8)).agreement(Agreement.State.ACTIVE);
    }

    private static Agreement prohibiting(String clause) {
        return agreement(
                json -> json.withArray("prohibition").add(JsonMapper.shared().readTree(clause)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"commercial\"}",
                "{\"dataset\":\"slot\"}",
                "{\"field\":\"/served\"}",
                "{\"dataset\":\"diagnosis_report\",\"field\":\"/contact/mobile\"}"
            })
    void takesAProhibitionThatCanAct(String clause) {
        assertThatNoException().isThrownBy(() -> CHECK.check(prohibiting(clause)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"dataset\":\"nothing\"}|/prohibition/dataset",
                "{\"field\":\"/nothing\"}|/prohibition/field",
                "{\"dataset\":\"slot\",\"field\":\"/contact/mobile\"}|/prohibition/field"
            })
    void refusesAProhibitionThatWouldNeverAct(String clause, String pointer) {
        assertThatThrownBy(() -> CHECK.check(prohibiting(clause)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.facts()).containsEntry("pointer", pointer));
    }

    @Test
    void refusesTwoPermissionsForOneDataset() {
        Agreement twice = agreement(json -> {
            ArrayNode permissions = (ArrayNode) json.get("permission");
            permissions.add(permissions.get(0).deepCopy());
        });

        assertThatThrownBy(() -> CHECK.check(twice)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_INVALID);
            assertThat(failure.facts()).isEqualTo(Map.of("pointer", "/permission/dataset", "why", "permitted twice"));
        });
    }
}
