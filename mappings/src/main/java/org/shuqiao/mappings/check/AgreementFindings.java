package org.shuqiao.mappings.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.agreements.AgreementProfile;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.platforms.Finding;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import org.shuqiao.mappings.platforms.MappingWords;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformFolder;
import org.shuqiao.mappings.platforms.PlatformLoader;
import org.shuqiao.mappings.platforms.YamlFile;
import tools.jackson.databind.JsonNode;

/** Holds a platform's sample agreements against its descriptor and its mappings. */
final class AgreementFindings {

    private final PlatformFolder folder;
    private final Platform platform;
    private final Datasets datasets;
    private final MappingWords words;
    private final YamlFile agreement;
    private final List<Finding> findings = new ArrayList<>();

    /** @throws org.shuqiao.mappings.platforms.MappingRefused for an agreement that is no JSON */
    AgreementFindings(PlatformFolder folder, Platform platform, Datasets datasets, MappingWords words) {
        this.folder = folder;
        this.platform = platform;
        this.datasets = datasets;
        this.words = words;
        this.agreement = folder.yaml(PlatformLoader.AGREEMENT);
    }

    List<Finding> all() {
        findings.clear();
        AgreementProfile profile = new AgreementProfile(datasets, List.of(platform));
        problems(profile, agreement, platform.sampleAgreement());
        parties("consumer", agreement, platform.descriptor().purpose());
        catalogCodes();
        platform.descriptor().datasets().keySet().stream().sorted().forEach(this::permissions);
        platform.sampleInboundAgreement().ifPresent(source -> {
            YamlFile inbound = folder.yaml(PlatformLoader.INBOUND_AGREEMENT);
            problems(profile, inbound, source);
            parties(
                    "provider",
                    inbound,
                    platform.descriptor().returns().orElseThrow().purpose());
        });
        return List.copyOf(findings);
    }

    /** What the sample agreement says of a dataset. */
    List<FieldRule> rules(Dataset dataset) {
        List<FieldRule> rules = new ArrayList<>();
        for (JsonNode permission : agreement.json().path("permission")) {
            if (permission.path("dataset").asString("").equals(dataset.id())) {
                for (JsonNode field : permission.path("fields")) {
                    rules.add(new FieldRule(
                            field.path("path").asString(""),
                            FieldClass.valueOf(field.path("class").asString()),
                            field.path("transform").asString(""),
                            field.path("required").asBoolean(false),
                            "permission/" + rules.size()));
                }
            }
        }
        return rules;
    }

    private void problems(AgreementProfile profile, YamlFile file, byte[] source) {
        // Certificates are named and signatures made when it is concluded.
        profile.problems(source).stream()
                .filter(problem -> !problem.pointer().endsWith("/cert_sn"))
                .forEach(problem -> findings.add(new Finding(
                        file.name(),
                        file.line(problem.pointer()),
                        problem.rule(),
                        problem.pointer(),
                        problem.zh(),
                        problem.en())));
    }

    private void parties(String party, YamlFile file, String purpose) {
        PlatformDescriptor descriptor = platform.descriptor();
        differs(file, "/" + party + "/usci", descriptor.usci());
        differs(file, "/" + party + "/platform", descriptor.id());
        differs(file, "/" + party + "/endpoint_id", descriptor.endpointId());
        differs(file, "/purpose/0", purpose);
    }

    private void differs(YamlFile file, String pointer, String wanted) {
        if (!file.json().at(pointer).asString("").equals(wanted)) {
            findings.add(words.finding(Reason.AGREEMENT_DIFFERS, file.name(), file.line(pointer), pointer, wanted));
        }
    }

    private void catalogCodes() {
        int number = 0;
        for (JsonNode permission : agreement.json().path("permission")) {
            PlatformDescriptor.Resource resource = platform.descriptor()
                    .datasets()
                    .get(permission.path("dataset").asString(""));
            String pointer = "/permission/" + number++;
            if (resource == null) {
                findings.add(words.finding(
                        Reason.UNKNOWN_DATASET,
                        agreement.name(),
                        agreement.line(pointer + "/dataset"),
                        permission.path("dataset").asString(""),
                        ""));
            } else {
                differs(agreement, pointer + "/catalog_code", resource.catalogCode());
            }
        }
    }

    private void permissions(String id) {
        Map<String, Integer> permitted = permitted(id);
        Set<String> read = new TreeSet<>(platform.mapping(id).orElseThrow().sources());
        read.stream()
                .filter(path -> !permitted.containsKey(path))
                .forEach(path -> findings.add(words.finding(
                        Reason.NOT_PERMITTED, agreement.name(), agreement.line("/permission"), path, id)));
        permitted.forEach((path, line) -> {
            if (!read.contains(path)) {
                findings.add(words.finding(Reason.PERMITTED_FOR_NOTHING, agreement.name(), line, path, id));
            }
        });
    }

    /** Line of the agreement, by path. */
    private Map<String, Integer> permitted(String id) {
        Map<String, Integer> permitted = new TreeMap<>();
        int number = 0;
        for (JsonNode permission : agreement.json().path("permission")) {
            String pointer = "/permission/" + number++ + "/fields/";
            JsonNode fields = permission.path("fields");
            for (int i = 0; permission.path("dataset").asString("").equals(id) && i < fields.size(); i++) {
                permitted.put(fields.get(i).path("path").asString(""), agreement.line(pointer + i));
            }
        }
        return permitted;
    }
}
