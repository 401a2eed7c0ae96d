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
    private static final Set<String> FILED_BY_CENTERS_ABOUT_THEMSELVES = Set.of(
            "center_profile",
            "evaluation_form",
            "self_assessment",
            "change_notice",
            "work_summary",
            "project",
            "proof_material");

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

    /** Byte for byte: what is signed is bytes, and what a span says of them is what residue is judged by. */
    @ParameterizedTest
    @MethodSource("transfers")
    void spanTableIsTheGoldenFile(Platform platform, Dataset dataset, String sample) {
        String golden = "golden/" + platform.id() + "/" + dataset.id() + "/" + sample + ".spans";
        assertThat(GoldenSpans.of(payload(platform, dataset, sample)))
                .isEqualTo(new String(Resources.bytes(golden), StandardCharsets.UTF_8));
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

    /** "Not answered" and "not applicable" are answers: a value that may be null must not stop its record. */
    @ParameterizedTest
    @MethodSource("transfers")
    void requiresNothingThatMayBeNull(Platform platform, Dataset dataset, String sample) {
        for (FieldRule rule : Fixtures.rules(platform, dataset)) {
            JsonNode schema = Resources.JSON.readTree(dataset.schema());
            for (String segment : PathTree.segments(rule.path())) {
                schema = segment.equals("*")
                        ? schema.path("items")
                        : schema.path("properties").path(segment);
            }
            String types = schema.path("type").toString();
            assertThat(rule.required() && types.contains("null"))
                    .as(rule.path() + " of type " + types)
                    .isFalse();
        }
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
        assertThat(agreement.at("/channels/0").stringValue())
                .isEqualTo(descriptor.transport().channel());
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

    /**
     * What is a trade secret leaves in bands only, whatever the agreement of the day says (domain rules of the field classes). What a
     * center files about itself is another matter: a government's form asks for its figures and for who signs it.
     */
    @ParameterizedTest
    @MethodSource("transfers")
    void tradeSecretsAndPeopleAreNeverPermittedAsTheyAre(Platform platform, Dataset dataset, String sample) {
        if (platform.descriptor().audience() == PlatformDescriptor.Audience.GOVERNMENT
                && FILED_BY_CENTERS_ABOUT_THEMSELVES.contains(dataset.id())) {
            return;
        }
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
        List<String> names = new ArrayList<>();
        for (Field field : withheld(platform, dataset)) {
            if (field.fieldClass() != FieldClass.P && field.kind() != FieldKind.NONE) {
                collect(record.json(), PathTree.segments(field.path()), secrets);
            }
            if (field.kind() == FieldKind.ORGANISATION_NAME || field.kind() == FieldKind.PERSON_NAME) {
                collect(record.json(), PathTree.segments(field.path()), names);
            }
        }
        secrets.removeIf(secret -> secret.codePointCount(0, secret.length()) < 2);
        // The center's own code, for one, may be told in one place and is a unit's in another.
        for (FieldRule rule : Fixtures.rules(platform, dataset)) {
            if (isTold(rule)) {
                List<String> told = new ArrayList<>();
                collect(record.json(), PathTree.segments(rule.path()), told);
                secrets.removeIf(secret -> told.stream().anyMatch(value -> value.contains(secret)));
            }
        }
        secrets.removeIf(secret -> secret.equals(record.region()));
        assertThat(secrets).noneMatch(text::contains);
        assertThat(new ResidueScanner().scan(payload, CenterDictionary.of(names)))
                .isEmpty();
    }

    /** Fields that the sample agreement lets nobody see as they are. */
    private static List<Field> withheld(Platform platform, Dataset dataset) {
        Set<String> asTheyAre = new TreeSet<>();
        for (FieldRule rule : Fixtures.rules(platform, dataset)) {
            if (isTold(rule)) {
                asTheyAre.add(rule.path());
            }
        }
        return dataset.fields().values().stream()
                .filter(field -> !asTheyAre.contains(field.path()))
                .toList();
    }

    /** A text that had nothing to redact in it leaves as it is; whether there was anything is what the scanner says. */
    private static boolean isTold(FieldRule rule) {
        return rule.transform().equals("raw") || rule.transform().equals("redact");
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
