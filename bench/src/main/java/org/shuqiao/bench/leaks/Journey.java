package org.shuqiao.bench.leaks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.Residue;
import org.shuqiao.mappings.residue.ResidueScanner;
import org.shuqiao.routes.steps.DryRunMasking;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What becomes of a record on its way to each platform that takes it: the transforms of the platform's sample agreement, its mapping, the
 * scan. One platform, known to the bench only, is allowed every text as it is. Thread-safe.
 */
final class Journey {
    /** On the class path of the bench. */
    static final String ALL_TEXTS = "all-texts";

    private static final JsonMapper JSON = JsonMapper.shared();

    record Leg(String platform, List<FieldRule> rules, PlatformMapping mapping) {}

    /** @param residues none, and the payload leaves */
    record Arrival(String platform, MappedPayload payload, List<Residue> residues) {}

    private final Datasets datasets;
    private final CenterDictionary dictionary;
    private final Desensitiser desensitiser = new Desensitiser(new DryRunMasking(new Random(0)));
    private final ResidueScanner scanner = new ResidueScanner();
    private final Map<String, List<Leg>> legs = new HashMap<>();

    Journey(Datasets datasets, CenterDictionary dictionary) {
        this.datasets = datasets;
        this.dictionary = dictionary;
        for (Platform platform : Platforms.load(datasets).all()) {
            for (JsonNode permission : JSON.readTree(platform.sampleAgreement()).required("permission")) {
                String dataset = permission.required("dataset").stringValue();
                Leg leg = new Leg(
                        platform.id(),
                        rules(permission),
                        platform.mapping(dataset).orElseThrow());
                legs.computeIfAbsent(dataset, id -> new ArrayList<>()).add(leg);
            }
        }
    }

    private static List<FieldRule> rules(JsonNode permission) {
        return permission
                .required("fields")
                .valueStream()
                .map(field -> new FieldRule(
                        field.required("path").stringValue(),
                        Objects.requireNonNull(
                                FieldClass.named(field.required("class").stringValue())),
                        field.required("transform").stringValue(),
                        field.required("required").booleanValue(),
                        ""))
                .toList();
    }

    List<Arrival> take(String datasetId, byte[] json) {
        Dataset dataset = datasets.find(datasetId).orElseThrow();
        CanonicalRecord record = dataset.read(json);
        return legs.getOrDefault(datasetId, List.of()).stream()
                .map(leg -> arrival(dataset, record, leg))
                .toList();
    }

    private Arrival arrival(Dataset dataset, CanonicalRecord record, Leg leg) {
        MappedPayload payload = leg.mapping().map(masked(dataset, record, leg));
        return new Arrival(leg.platform(), payload, scanned(payload));
    }

    Desensitised masked(Dataset dataset, CanonicalRecord record, Leg leg) {
        return desensitiser.apply(dataset, record, leg.rules(), leg.platform());
    }

    List<Residue> scanned(MappedPayload payload) {
        return scanner.scan(payload, dictionary);
    }

    Leg leg(String platform, String dataset) {
        return legs.getOrDefault(dataset, List.of()).stream()
                .filter(leg -> leg.platform().equals(platform))
                .findFirst()
                .orElseThrow();
    }
}
