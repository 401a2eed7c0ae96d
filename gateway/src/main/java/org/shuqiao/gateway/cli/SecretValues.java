package org.shuqiao.gateway.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.platforms.Platform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of one record that must not reach a platform: trade secrets, personal data and what names an enterprise, in every field
 * that the agreement does not let through as it is. Values that the agreement lets through elsewhere are none.
 */
final class SecretValues {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<FieldClass> SECRET = EnumSet.of(FieldClass.T1, FieldClass.T2, FieldClass.I, FieldClass.SI);
    private static final Set<FieldKind> NAMING = EnumSet.of(FieldKind.USCI, FieldKind.ORGANISATION_NAME);

    /** Shorter texts occur in others by chance, so they are only compared whole. */
    private static final int MIN_CONTAINED_CHARS = 2;

    private static final int MIN_CONTAINED_DIGITS = 4;

    private final List<String> values;

    private SecretValues(List<String> values) {
        this.values = values;
    }

    /** Finds the secret values of a record by what the platform's sample agreement says of its fields. */
    static SecretValues of(Dataset dataset, ObjectNode record, Platform platform) {
        Set<String> raw = rawPaths(dataset, platform);
        Set<String> allowed = new HashSet<>();
        Set<String> secret = new HashSet<>();
        leaves("", record, (path, value) -> {
            if (raw.contains(path)) {
                allowed.add(text(value));
            } else if (isSecret(dataset.field(path))) {
                secret.add(text(value));
            }
        });
        secret.removeAll(allowed);
        return new SecretValues(List.copyOf(secret));
    }

    private static Set<String> rawPaths(Dataset dataset, Platform platform) {
        Set<String> raw = new HashSet<>();
        for (JsonNode permission : JSON.readTree(platform.sampleAgreement()).path("permission")) {
            if (permission.path("dataset").asString("").equals(dataset.id())) {
                permission.path("fields").forEach(field -> {
                    if (field.path("transform").asString("").equals("raw")) {
                        raw.add(field.path("path").stringValue());
                    }
                });
            }
        }
        return raw;
    }

    private static boolean isSecret(Optional<Field> field) {
        return field.map(f -> SECRET.contains(f.fieldClass())
                        || (f.fieldClass() != FieldClass.P && NAMING.contains(f.kind())))
                .orElse(true); // what the dataset does not know has no business anywhere
    }

    int count() {
        return values.size();
    }

    /** Returns how many of them occur in a JSON payload. */
    long occurringIn(byte[] payload) {
        List<String> received = new ArrayList<>();
        leaves("", JSON.readTree(payload), (path, value) -> received.add(text(value)));
        return values.stream()
                .filter(secret -> received.stream().anyMatch(value -> occurs(secret, value)))
                .count();
    }

    private static boolean occurs(String secret, String value) {
        boolean number = secret.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-');
        return secret.length() >= (number ? MIN_CONTAINED_DIGITS : MIN_CONTAINED_CHARS)
                ? value.contains(secret)
                : value.equals(secret);
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asString("");
    }

    private static void leaves(String path, JsonNode node, BiConsumer<String, JsonNode> leaf) {
        if (node.isObject()) {
            node.properties().forEach(member -> leaves(path + "/" + member.getKey(), member.getValue(), leaf));
        } else if (node.isArray()) {
            node.forEach(element -> leaves(path + "/*", element, leaf));
        } else if (!node.isNull() && !node.isBoolean()) {
            leaf.accept(path, node);
        }
    }
}
