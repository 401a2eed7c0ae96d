package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.masking.ClassLineage;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.MaskResults;
import org.shuqiao.mappings.masking.MaskingKey;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.mappings.platforms.CallFamily;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.agreements.Terms;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Preparation;

/**
 * The steps on the payload, in their fixed order (8, 11 and 12 of the decision order), with what they compare: paths, transforms,
 * classes, versions and hashes, never a value. A step that nothing was agreed for is left out.
 */
final class PayloadSteps {
    private static final String NONE = "none";
    /** Target of a field that only decides what else is written. */
    private static final String SHAPE = "/";

    private final MaskResults results;
    private final MaskingKeys keys;
    private final List<Function<PlatformPayload, @Nullable Step>> inOrder;

    PayloadSteps(MaskResults results, MaskingKeys keys) {
        this.results = results;
        this.keys = keys;
        this.inOrder = List.of(
                PayloadSteps::required,
                PayloadSteps::fields,
                this::transforms,
                this::keyVersion,
                this::classCeiling,
                SuppressedCells::step,
                Watermark::step,
                PayloadSteps::encryption,
                AttachedFile::step,
                PayloadSteps::approval);
    }

    /** @return the trail; only its last step may have failed */
    List<Step> take(PlatformPayload payload) {
        List<Step> trail = new ArrayList<>();
        for (Function<PlatformPayload, @Nullable Step> each : inOrder) {
            Step step = each.apply(payload);
            if (step == null) {
                continue;
            }
            trail.add(step);
            if (step.reason() != null) {
                break;
            }
        }
        return trail;
    }

    private static Step step(String name, Object asked, Object agreed, boolean fits, ReasonCode otherwise) {
        return new Step(name, asked, agreed, fits ? null : otherwise);
    }

    private static Step required(PlatformPayload payload) {
        List<String> missing = payload.record().values().missing();
        return step("required", missing, List.of(), missing.isEmpty(), ReasonCode.FIELD_MISSING);
    }

    /** What the record has, the platform's form has a place for, and no agreement lists: stripped only where all of them say so. */
    private static Step fields(PlatformPayload payload) {
        Desensitised values = payload.record().values();
        Set<String> unlisted = new LinkedHashSet<>();
        originsOfRecord(payload)
                .map(Span.Origin::path)
                .filter(path -> !values.rules().containsKey(path))
                .forEach(unlisted::add);
        boolean inPayload = !unlisted.isEmpty();
        values.stripped().stream()
                .filter(path -> payload.mapping().sources().contains(path))
                .filter(path -> !values.rules().containsKey(path))
                .forEach(unlisted::add);
        boolean strips = terms(payload).stripsUnlisted();
        boolean fits = unlisted.isEmpty() || (strips && !inPayload);
        return step("fields", unlisted, strips ? "strip" : "deny", fits, ReasonCode.FIELD_UNLISTED);
    }

    /** Each value by the transform that was agreed, and such as that transform can have made it. */
    private Step transforms(PlatformPayload payload) {
        Desensitised values = payload.record().values();
        Map<String, FieldRule> rules = values.rules();
        Set<String> wrong = originsOfRecord(payload)
                .filter(origin -> !rule(rules, origin.path()).transform().equals(origin.transform()))
                .map(Span.Origin::path)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        wrong.addAll(values.notMasked(results));
        MaskingKey key = rightKey(payload);
        if (values.keyVersions().values().stream().allMatch(key.version()::equals)) { // or the next step stops it
            wrong.addAll(values.notEncrypted(payload.agreed().claimed().record(), key));
        }
        List<String> agreed = wrong.stream()
                .map(path -> path + " " + rule(rules, path).transform())
                .toList();
        return step("transforms", wrong, agreed, wrong.isEmpty(), ReasonCode.TRANSFORM_MISSING);
    }

    /** All but a watermark that was demanded, which has a step of its own. */
    private static Stream<Span.Origin> originsOfRecord(PlatformPayload payload) {
        boolean demanded = Watermark.of(payload.agreed()) != null;
        return payload.mapped().spans().stream()
                .filter(span -> !(demanded && span.isWatermark()))
                .flatMap(span -> span.origins().stream());
    }

    private static FieldRule rule(Map<String, FieldRule> rules, String path) {
        FieldRule rule = rules.get(path);
        if (rule == null) {
            throw new IllegalStateException("a field that no rule lists has passed the step on fields");
        }
        return rule;
    }

    private @Nullable Step keyVersion(PlatformPayload payload) {
        Collection<String> used = payload.record().values().keyVersions().values();
        if (used.isEmpty()) {
            return null;
        }
        String inForce = rightKey(payload).version();
        return step(
                "key_version",
                new TreeSet<>(used),
                inForce,
                used.stream().allMatch(inForce::equals),
                ReasonCode.KEY_VERSION);
    }

    private MaskingKey rightKey(PlatformPayload payload) {
        return keys.of(
                payload.agreed().claimed().platform().id(),
                payload.record().values().keyYear());
    }

    /** By every way into the payload. What a platform does not take, no mapping of it lets through. */
    private @Nullable Step classCeiling(PlatformPayload payload) {
        Set<FieldClass> ceilings = terms(payload).ceilings();
        if (ceilings.isEmpty()) {
            return null;
        }
        List<ClassLineage> above =
                ways(payload).filter(way -> !way.isWithinAllOf(ceilings)).toList();
        return step("class_ceiling", above, new TreeSet<>(ceilings), above.isEmpty(), ReasonCode.CLASS_CEILING);
    }

    private Stream<ClassLineage> ways(PlatformPayload payload) {
        Map<String, FieldRule> rules = payload.record().values().rules();
        Set<String> leaving = payload.mapped().spans().stream()
                .flatMap(span -> span.origins().stream())
                .map(Span.Origin::path)
                .collect(Collectors.toSet());
        Stream<ClassLineage> written = payload.mapping().lineage().stream()
                .filter(line -> leaving.contains(line.source()))
                .map(line -> way(rule(rules, line.source()), line.target()));
        // What decides about the shape of a payload can be read from it.
        Stream<ClassLineage> shown = payload.mapping().conditions().stream()
                .filter(rules::containsKey)
                .sorted()
                .map(path -> way(rule(rules, path), SHAPE));
        return Stream.concat(written, shown);
    }

    private ClassLineage way(FieldRule rule, String target) {
        return ClassLineage.of(rule.path(), rule.fieldClass(), rule.transform(), target, results);
    }

    private static @Nullable Step encryption(PlatformPayload payload) {
        if (!terms(payload).duties().contains("encrypt_sm4")) {
            return null;
        }
        CallFamily call = payload.agreed()
                .claimed()
                .platform()
                .platform()
                .descriptor()
                .call()
                .orElse(null);
        return call instanceof CallFamily.D encrypting
                ? new Step("encryption", encrypting.encryption(), "encrypt_sm4", null)
                : new Step("encryption", NONE, "encrypt_sm4", ReasonCode.DUTY_ENCRYPT);
    }

    private static @Nullable Step approval(PlatformPayload payload) {
        // What a revocation clause demands was agreed beforehand, and waits for nobody.
        if (!terms(payload).duties().contains("human_approval")
                || payload.agreed().permit().isAfterRevocation()) {
            return null;
        }
        Preparation.Again again = payload.agreed().claimed().preparation().transfer();
        byte[] approved = again == null ? null : again.approvedPayloadHash();
        HexFormat hex = HexFormat.of();
        return step(
                "approval",
                hex.formatHex(payload.hash()),
                approved == null ? NONE : hex.formatHex(approved),
                Arrays.equals(payload.hash(), approved),
                ReasonCode.DUTY_APPROVAL);
    }

    private static Terms terms(PlatformPayload payload) {
        return payload.agreed().permit().terms();
    }
}
