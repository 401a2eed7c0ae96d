package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuqiao.routes.agreements.SampleAgreement.bytes;
import static org.shuqiao.routes.agreements.SampleAgreement.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Violation;
import org.shuqiao.mappings.agreements.AgreementProfile;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class OdrlTest {
    private static final int GENERATED = 300;

    static Stream<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        for (Platform platform : Platforms.load(Datasets.load()).all()) {
            samples.add(platform.sampleAgreement());
            platform.sampleInboundAgreement().ifPresent(samples::add);
        }
        return samples.stream();
    }

    private static void assertSurvives(byte[] agreement) throws Exception {
        byte[] policy = OdrlExport.of(agreement);
        byte[] again = OdrlImport.of(policy);

        assertThat(CanonicalJson.bytes(read(again))).isEqualTo(CanonicalJson.bytes(read(agreement)));
        assertThat(AgreementDocument.parse(again).hashHex())
                .isEqualTo(AgreementDocument.parse(agreement).hashHex());
        assertThat(OdrlExport.of(again)).isEqualTo(policy);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesSurviveTheWayThereAndBack(byte[] sample) throws Exception {
        assertSurvives(sample);
    }

    @Test
    void signaturesStillHoldAfterTheWayThereAndBack(@TempDir Path keys) throws Exception {
        SampleAgreement sample = new SampleAgreement(keys);

        byte[] again = OdrlImport.of(OdrlExport.of(sample.signed()));

        assertThat(AgreementDocument.parse(again).signatures()).hasSize(2);
        assertThat(new Countersignatures(sample::authorities, Clock.fixed(SampleAgreement.DURING, ZoneOffset.UTC))
                        .refusals(AgreementDocument.parse(again)))
                .isEmpty();
    }

    /** Whatever the schema allows, in any combination. */
    @Test
    void everyAgreementOfTheSchemaSurvives() throws Exception {
        AgreementProfile profile = new AgreementProfile(Datasets.load());
        for (int seed = 0; seed < GENERATED; seed++) {
            byte[] agreement = bytes(new GeneratedAgreement(new Random(seed)).json());
            assertThat(profile.problems(agreement))
                    .as("what is generated is of the schema, or the test would show little")
                    .extracting(Violation::rule)
                    .isSubsetOf(
                            "NOT_SUPPORTED",
                            "LONGER_THAN_AUDIT",
                            "ABOVE_CEILING",
                            "ABOVE_PLATFORM_CEILING",
                            "DATASET_TWICE",
                            "DATASET_OTHER_DIRECTION",
                            "TAKE_DOWN_NOT_PERMITTED",
                            "CONSENT_NOT_PROVABLE",
                            "REQUIRED",
                            "NAMES_NOTHING",
                            "ONWARD_NOT_ALLOWED",
                            "DATASET_WITHOUT_TABLES",
                            "NEVER_ACTS");
            assertSurvives(agreement);
        }
    }

    @Test
    void saysItInTheWordsOfOdrl() throws Exception {
        ObjectNode agreement = SampleAgreement.json();
        ObjectNode permission = (ObjectNode) agreement.at("/permission/0");
        permission.putObject("quota").put("rows_per_batch", 5000);
        permission.putArray("duties_post").add("delete_after:30d").add("receipt_within:24h");
        agreement.withArray("prohibition").addObject().put("action", "redistribute");

        JsonNode policy = read(OdrlExport.of(bytes(agreement)));

        assertThat(policy.path("@type").stringValue()).isEqualTo("Agreement");
        assertThat(policy.path("profile").stringValue()).isEqualTo("urn:shuqiao:odrl:cdg-1");
        assertThat(policy.path("conflict").stringValue()).isEqualTo("prohibit");
        assertThat(policy.path("cdg:default").stringValue()).isEqualTo("deny");
        assertThat(policy.path("uid").stringValue()).isEqualTo("urn:shuqiao:agreement:A1:1");
        assertThat(policy.at("/assigner/uid").stringValue()).isEqualTo("urn:shuqiao:usci:91370212MA3C000039");
        JsonNode rule = policy.at("/permission/0");
        assertThat(rule.at("/target/uid").stringValue()).isEqualTo("urn:shuqiao:dataset:activity");
        assertThat(rule.path("constraint").toString())
                .contains(
                        """
                        {"leftOperand":"dateTime","operator":"lteq","rightOperand":{"@type":"xsd:date","@value":"2026-12-31"}}""",
                        """
                        {"leftOperand":"purpose","operator":"isAnyOf","rightOperand":["公共数据开放共享"]}""",
                        """
                        {"leftOperand":"spatial","operator":"isAnyOf","rightOperand":["3702*"]}""",
                        """
                        {"leftOperand":"count","operator":"lteq","rightOperand":5000,"unit":"cdg:rowsPerDelivery"}""");
        assertThat(rule.path("duty").toString())
                .contains(
                        """
                        {"action":"delete","constraint":[{"leftOperand":"delayPeriod","operator":"eq","rightOperand":{"@type":"xsd:duration","@value":"P30D"}}],"cdg:when":"after"}""");
        assertThat(policy.path("prohibition").toString())
                .isEqualTo("[{\"target\":{\"uid\":\"cdg:everyDataset\"},\"action\":\"distribute\"}]");
    }

    static Stream<Consumer<ObjectNode>> foreign() {
        return Stream.of(
                policy -> policy.put("note", "x"),
                policy -> policy.remove("profile"),
                policy -> policy.put("conflict", "perm")
                        .put("conflict", "invalid")
                        .remove("cdg:default"),
                policy -> policy.put("conflict", "perm"),
                policy -> policy.put("conflict", "invalid"),
                policy -> policy.remove("conflict"),
                policy -> policy.put("@type", "Offer"),
                policy -> policy.put("uid", "urn:shuqiao:agreement:A1"),
                policy -> policy.put("uid", "urn:shuqiao:agreement:A1:01"),
                policy -> policy.put("uid", 1),
                policy -> policy.put("inheritFrom", "urn:x"),
                policy -> policy.putArray("obligation").addObject().put("action", "delete"),
                policy -> policy.withArray("@context").remove(0),
                policy -> policy.put("assigner", "urn:shuqiao:usci:91370212MA3C000039"),
                policy -> policy.withObject("/assigner").put("uid", "urn:shuqiao:usci:%"),
                policy -> policy.put("permission", "all"),
                policy -> rule(policy).put("action", "sell"),
                policy -> rule(policy).put("target", "urn:shuqiao:dataset:activity"),
                policy -> rule(policy).withArray("cdg:empty").add("dataset"),
                policy -> rule(policy).withArray("cdg:field").addObject().put("note", 1),
                policy -> rule(policy)
                        .withArray("constraint")
                        .addObject()
                        .put("leftOperand", "payAmount")
                        .put("operator", "eq")
                        .put("rightOperand", 5),
                policy -> rule(policy)
                        .withArray("constraint")
                        .add(rule(policy).at("/constraint/2").deepCopy()),
                policy -> ((ObjectNode) rule(policy).at("/constraint/2")).put("operator", "isNoneOf"),
                policy -> ((ObjectNode) rule(policy).at("/constraint/1/rightOperand")).put("@value", "2027-12-31"),
                policy -> rule(policy).withArray("duty").addObject().put("action", "compensate"),
                policy -> ((ObjectNode) rule(policy).at("/duty/0")).put("cdg:when", "later"),
                policy -> policy.withArray("prohibition").addObject().put("action", "use"));
    }

    private static ObjectNode rule(ObjectNode policy) {
        return (ObjectNode) policy.at("/permission/0");
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void refusesAPolicyOfWhichSomethingWouldBeLost(Consumer<ObjectNode> change) throws Exception {
        ObjectNode policy = read(OdrlExport.of(bytes(SampleAgreement.json())));
        change.accept(policy);

        assertThatExceptionOfType(OdrlNotExpressible.class).isThrownBy(() -> OdrlImport.of(bytes(policy)));
    }

    @Test
    void takesConstraintsInAnyOrder() throws Exception {
        ObjectNode policy = read(OdrlExport.of(bytes(SampleAgreement.json())));
        ArrayNode constraints = rule(policy).withArray("constraint");
        constraints.add(constraints.remove(0));

        assertThat(CanonicalJson.bytes(read(OdrlImport.of(bytes(policy)))))
                .isEqualTo(CanonicalJson.bytes(SampleAgreement.json()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{", "{} {}", "{\"uid\":1,\"uid\":2}", "\"Agreement\"", "{\"a\":1e99999}"})
    void refusesWhatIsNoPolicy(String text) {
        assertThatThrownBy(() -> OdrlImport.of(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OdrlNotExpressible.class)
                .hasNoCause();
    }

    @Test
    void refusesDeepAndLongOnes() {
        for (String text : List.of("[".repeat(100_000), "{\"permission\":".repeat(499) + "1", " ".repeat(3 << 20))) {
            assertThatExceptionOfType(OdrlNotExpressible.class)
                    .isThrownBy(() -> OdrlImport.of(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void refusesToExportWhatNobodyKnows() {
        ObjectNode agreement = SampleAgreement.json();
        ((ObjectNode) agreement.at("/permission/0")).put("note", "x");

        assertThatExceptionOfType(OdrlNotExpressible.class).isThrownBy(() -> OdrlExport.of(bytes(agreement)));
    }
}
