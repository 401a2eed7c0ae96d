package org.shuqiao.mappings;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The transforms there are, with their versions and ladders, from {@code masking/catalogue.json}. */
final class TransformCatalogue implements MaskOrder, MaskResults {

    private static final String SOURCE = "masking/catalogue.json";
    private static final String CLASSES = "masking/classes.json";
    private static final String BAND = "band:";
    private static final String INDUSTRY = "generalise-industry";
    private static final String DIVISION = INDUSTRY + ":division";
    private static final String SECTION = INDUSTRY + ":section";
    private static final Set<FieldKind> ALL = EnumSet.allOf(FieldKind.class);
    private static final Set<FieldKind> IDENTIFYING = EnumSet.of(FieldKind.USCI, FieldKind.ID_CARD, FieldKind.MOBILE);
    private static final Set<FieldKind> DATES = EnumSet.of(FieldKind.DATE, FieldKind.DATE_TIME);

    /** A transform by its name in agreements, with the kinds of field it fits. */
    record Named(String name, String version, Set<FieldKind> kinds, Transform transform) {

        boolean isRaw() {
            return name.equals("raw");
        }

        boolean isDrop() {
            return name.equals("drop");
        }

        boolean isKeyed() {
            return name.equals("pseudonym");
        }
    }

    private final byte[] source = Resources.bytes(SOURCE);
    private final String id;
    private final Map<String, Named> transforms = new HashMap<>();
    private final Map<String, Ladder> ladders = new HashMap<>();
    private final JsonNode classes = Resources.json(CLASSES);

    TransformCatalogue(Pseudonyms pseudonyms) {
        JsonNode json = Resources.JSON.readTree(source);
        id = json.required("id").stringValue() + "/" + json.required("version").stringValue();
        JsonNode versions = json.required("transforms");
        add(versions, "raw", "", ALL, (value, consumer) -> value);
        add(versions, "drop", "", ALL, (value, consumer) -> null);
        add(versions, "mask-phone", "", EnumSet.of(FieldKind.MOBILE), text(Masks::phone));
        add(versions, "mask-name", "", EnumSet.of(FieldKind.PERSON_NAME), text(Masks::name));
        add(versions, "generalise-region", ":city", EnumSet.of(FieldKind.REGION), text(Regions::city));
        add(versions, INDUSTRY, ":division", EnumSet.of(FieldKind.INDUSTRY), text(Industries::division));
        add(versions, INDUSTRY, ":section", EnumSet.of(FieldKind.INDUSTRY), text(Industries::section));
        add(
                versions,
                "generalise-date",
                ":month",
                DATES,
                Transform.ofText((text, consumer) -> CalendarText.month(text)));
        put(new Named("pseudonym", "", IDENTIFYING, Transform.ofText(pseudonyms::of)));
        for (Map.Entry<String, JsonNode> entry : json.required("ladders").properties()) {
            Ladder ladder = Ladder.of(entry.getKey(), entry.getValue());
            ladders.put(ladder.name(), ladder);
            put(new Named(BAND + ladder.name(), ladder.version(), EnumSet.of(FieldKind.NONE), band(ladder)));
        }
    }

    private void add(JsonNode versions, String name, String parameter, Set<FieldKind> kinds, Transform transform) {
        put(new Named(name + parameter, versions.required(name).stringValue(), kinds, transform));
    }

    private void put(Named named) {
        transforms.put(named.name(), named);
    }

    private static Transform text(UnaryOperator<String> transform) {
        return Transform.ofText((text, consumer) -> transform.apply(text));
    }

    private static Transform band(Ladder ladder) {
        return (value, consumer) -> value.isNumber() ? StringNode.valueOf(ladder.code(value.decimalValue())) : null;
    }

    String id() {
        return id;
    }

    byte[] source() {
        return source.clone();
    }

    /** All is as strict as raw, drop is as strict as all; of two of one kind, the one whose every step is a step of the other. */
    @Override
    public boolean isAsStrict(String transform, String than) {
        Named stricter = transforms.get(transform);
        Named other = transforms.get(than);
        if (stricter == null || other == null) {
            return false;
        }
        if (stricter.isDrop() || other.isRaw() || stricter.equals(other)) {
            return true;
        }
        return transform.equals(SECTION) ? than.equals(DIVISION) : isCoarser(transform, than);
    }

    private boolean isCoarser(String band, String than) {
        Ladder coarse = ladders.get(band.substring(band.indexOf(':') + 1));
        Ladder fine = ladders.get(than.substring(than.indexOf(':') + 1));
        return band.startsWith(BAND)
                && than.startsWith(BAND)
                && coarse != null
                && fine != null
                && fine.bounds().containsAll(coarse.bounds());
    }

    @Override
    public FieldClass classAfter(String transform, FieldClass of) {
        JsonNode lower = classes.required(family(transform)).path(of.name());
        return lower.isMissingNode() ? of : FieldClass.valueOf(lower.stringValue());
    }

    @Override
    public boolean canBe(JsonNode value, String transform) {
        Ladder ladder = transform.startsWith(BAND) ? ladders.get(transform.substring(BAND.length())) : null;
        if (ladder != null) {
            return value.isString()
                    && ladder.bands().stream().anyMatch(band -> band.code().equals(value.stringValue()));
        }
        return switch (family(transform)) {
            case "raw" -> true;
            case "drop", "band" -> false;
            case "pseudonym" -> value.isString() && Pseudonyms.isOne(value.stringValue());
            // Those that shorten a value leave a short one as it is.
            default -> value.equals(find(transform).orElseThrow().transform().apply(value, ""));
        };
    }

    /** The name without its parameter. */
    private static String family(String transform) {
        int parameter = transform.indexOf(':');
        return parameter < 0 ? transform : transform.substring(0, parameter);
    }

    Optional<Named> find(String name) {
        return Optional.ofNullable(transforms.get(name));
    }

    Optional<Ladder> ladder(String name) {
        return Optional.ofNullable(ladders.get(name));
    }

    Set<String> names() {
        return transforms.keySet();
    }
}
