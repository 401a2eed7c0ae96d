package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.PathTree;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.Usci;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.ResidueScanner;
import tools.jackson.databind.JsonNode;

/** What every platform must keep, with every sample of every dataset it takes. */
class PlatformContractTest {

    static Stream<Arguments> transfers() {
        List<Arguments> transfers = new ArrayList<>();
        for (Platform platform : Fixtures.PLATFORMS.all()) {
            for (String id : platform.descriptor().datasets().keySet()) {
                Dataset dataset = Fixtures.DATASETS.find(id).orElseThrow();
                for (Dataset.Sample sample : dataset.samples()) {
                    transfers.add(Arguments.of(platform, dataset, sample.name()));
                }
            }
        }
        return transfers.stream();
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void payloadIsTheGoldenFile(Platform platform, Dataset dataset, String sample) {
        String golden = "golden/" + platform.id() + "/" + dataset.id() + "/" + sample + ".json";
        MappedPayload payload = payload(platform, dataset, sample);
        assertThat(Resources.JSON.readTree(payload.bytes())).isEqualTo(Resources.json(golden));
        assertThat(payload.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void everySpanReadsBackToItsValueAndEveryValueHasASpan(Platform platform, Dataset dataset, String sample) {
        MappedPayload payload = payload(platform, dataset, sample);
        SpanLaw.holds(payload);
        assertThat(payload.spans()).allSatisfy(span -> {
            assertThat(span.origins()).allSatisfy(origin -> {
                assertThat(dataset.field(origin.path())).isPresent();
                assertThat(origin.clause()).startsWith("permission/");
            });
        });
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void sampleAgreementPermitsExactlyWhatIsMapped(Platform platform, Dataset dataset, String sample) {
        Set<String> permitted = new TreeSet<>();
        Fixtures.rules(platform, dataset).forEach(rule -> permitted.add(rule.path()));
        assertThat(permitted)
                .isEqualTo(new TreeSet<>(
                        platform.mapping(dataset.id()).orElseThrow().sources()));
    }

    static Stream<Platform> platforms() {
        return Fixtures.PLATFORMS.all().stream();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void sampleAgreementFitsTheDescriptor(Platform platform) {
        PlatformDescriptor descriptor = platform.descriptor();
        JsonNode agreement = Resources.JSON.readTree(platform.sampleAgreement());
        assertThat(agreement.at("/consumer/usci").stringValue()).isEqualTo(descriptor.usci());
        assertThat(agreement.at("/consumer/platform").stringValue()).isEqualTo(descriptor.id());
        assertThat(agreement.at("/consumer/endpoint_id").stringValue()).isEqualTo(descriptor.endpointId());
        assertThat(agreement.at("/purpose/0").stringValue()).isEqualTo(descriptor.purpose());
        assertThat(Usci.violation(descriptor.usci())).isNull();
        assertThat(Usci.violation(agreement.at("/provider/usci").stringValue())).isNull();
        assertThat(agreement.at("/provider/usci")).isNotEqualTo(agreement.at("/consumer/usci"));
        agreement.path("permission").forEach(permission -> assertThat(
                        permission.path("catalog_code").stringValue())
                .isEqualTo(descriptor
                        .datasets()
                        .get(permission.path("dataset").stringValue())
                        .catalogCode()));
        Fixtures.DATASETS.all().forEach(dataset -> new Desensitiser(new Fixtures.Keys("v1"))
                .check(dataset, Fixtures.rules(platform, dataset)));
    }

    /** What is a trade secret leaves in bands only, whatever the agreement of the day says (domain rules of the field classes). */
    @ParameterizedTest
    @MethodSource("transfers")
    void tradeSecretsAndPeopleAreNeverPermittedAsTheyAre(Platform platform, Dataset dataset, String sample) {
        assertThat(Fixtures.rules(platform, dataset))
                .filteredOn(rule -> rule.fieldClass() != FieldClass.P && rule.fieldClass() != FieldClass.G)
                .extracting(FieldRule::transform)
                .doesNotContain("raw");
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void nothingSecretOrPersonalOfTheSampleIsInThePayload(Platform platform, Dataset dataset, String sample) {
        MappedPayload payload = payload(platform, dataset, sample);
        String text = new String(payload.bytes(), StandardCharsets.UTF_8);
        CanonicalRecord record = dataset.read(Fixtures.sample(dataset, sample));
        List<String> secrets = new ArrayList<>();
        for (Field field : dataset.fields().values()) {
            if (field.fieldClass() != FieldClass.P && field.kind() != FieldKind.NONE) {
                collect(record.json(), PathTree.segments(field.path()), secrets);
            }
        }
        secrets.removeIf(secret -> secret.codePointCount(0, secret.length()) < 2);
        secrets.removeIf(secret -> secret.equals(record.region()));
        assertThat(secrets).isNotEmpty().noneMatch(text::contains);
        assertThat(new ResidueScanner().scan(payload, CenterDictionary.of(names(dataset, record))))
                .isEmpty();
    }

    private static List<String> names(Dataset dataset, CanonicalRecord record) {
        List<String> names = new ArrayList<>();
        for (Field field : dataset.fields().values()) {
            if (field.kind() == FieldKind.ORGANISATION_NAME || field.kind() == FieldKind.PERSON_NAME) {
                collect(record.json(), PathTree.segments(field.path()), names);
            }
        }
        return names;
    }

    private static void collect(JsonNode node, List<String> path, List<String> values) {
        if (path.isEmpty()) {
            if (node.isString()) {
                values.add(node.stringValue());
            }
        } else if (path.get(0).equals("*")) {
            node.forEach(element -> collect(element, path.subList(1, path.size()), values));
        } else {
            collect(node.path(path.get(0)), path.subList(1, path.size()), values);
        }
    }

    private static MappedPayload payload(Platform platform, Dataset dataset, String sample) {
        return Fixtures.payload(platform, dataset, dataset.read(Fixtures.sample(dataset, sample)));
    }

    /** The law of span tables. */
    static final class SpanLaw {

        private SpanLaw() {}

        static void holds(MappedPayload payload) {
            JsonNode tree = Resources.JSON.readTree(payload.bytes());
            int end = 0;
            for (Span span : payload.spans()) {
                assertThat(span.offset()).isGreaterThanOrEqualTo(end);
                end = span.offset() + span.length();
                byte[] value = Arrays.copyOfRange(payload.bytes(), span.offset(), end);
                assertThat(Resources.JSON.readTree(value)).isEqualTo(tree.at(span.targetPath()));
            }
            assertThat(payload.spans()).hasSize(scalars(tree));
        }

        private static int scalars(JsonNode node) {
            return node.isContainer()
                    ? node.valueStream().mapToInt(SpanLaw::scalars).sum()
                    : 1;
        }
    }
}
