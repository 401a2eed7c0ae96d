package org.shuqiao.mappings.masking;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.shuqiao.mappings.CalendarText;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Industries;
import org.shuqiao.mappings.Regions;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.masking.TransformFamily.Step;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The transforms there are, with their versions and ladders, from {@code masking/catalogue.json}. */
public final class TransformCatalogue implements MaskOrder, MaskResults {

    private static final String SOURCE = "masking/catalogue.json";
    private static final String CLASSES = "masking/classes.json";
    private static final String BAND = "band";
    private static final String BUCKET = "bucket";
    private static final String PSEUDONYM = "pseudonym";
    private static final Set<FieldKind> ALL = EnumSet.allOf(FieldKind.class);
    private static final Set<FieldKind> NUMBERS = EnumSet.of(FieldKind.NONE);
    private static final Set<FieldKind> TEXTS = EnumSet.of(FieldKind.TEXT);
    private static final Set<FieldKind> IDENTIFYING = EnumSet.of(
            FieldKind.USCI, FieldKind.ID_CARD, FieldKind.MOBILE, FieldKind.EMAIL, FieldKind.ORGANISATION_NAME);
    private static final Set<FieldKind> DIGITS = EnumSet.of(FieldKind.MOBILE, FieldKind.IDENTIFIER);
    private static final Set<FieldKind> DATES = EnumSet.of(FieldKind.DATE, FieldKind.DATE_TIME, FieldKind.MONTH);

    private static final NoKeys NO_KEYS = new NoKeys();
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_DIGITS = 4;

    /** A transform by its name in agreements, with the kinds of field it fits. */
    public record Named(String name, String version, Set<FieldKind> kinds, Transform transform) {

        public boolean isRaw() {
            return name.equals("raw");
        }

        boolean isDrop() {
            return name.equals("drop");
        }

        boolean isKeyed() {
            return name.equals(PSEUDONYM) || name.equals(FormatPreserving.NAME);
        }

        boolean isRedaction() {
            return name.equals(Redaction.NAME);
        }
    }

    private final byte[] source = Resources.bytes(SOURCE);
    private final String id;
    private final JsonNode versions;
    private final Map<String, TransformFamily> families = new HashMap<>();
    private final Map<String, Ladder> ladders = new HashMap<>();
    private final Map<String, Optional<Named>> found = new ConcurrentHashMap<>();
    private final JsonNode classes = Resources.json(CLASSES);
    private final SmallCells smallCells;

    public TransformCatalogue() {
        JsonNode json = Resources.JSON.readTree(source);
        id = json.required("id").stringValue() + "/" + json.required("version").stringValue();
        versions = json.required("transforms");
        smallCells = SmallCells.of(json.required("smallCells"));
        for (Map.Entry<String, JsonNode> entry : json.required("ladders").properties()) {
            Ladder ladder = Ladder.of(entry.getKey(), entry.getValue());
            ladders.put(ladder.name(), ladder);
        }
        add(TransformFamily.single("raw", ALL, (value, key) -> value));
        add(TransformFamily.single("drop", ALL, (value, key) -> null));
        addMasks();
        addHierarchies();
        addNumbers();
        // What they make depends on the field, which only a plan knows.
        add(TransformFamily.single(PSEUDONYM, IDENTIFYING, (value, key) -> null));
        add(TransformFamily.single(FormatPreserving.NAME, DIGITS, (value, key) -> null));
    }

    private void addMasks() {
        add(TransformFamily.ofText("mask-phone", EnumSet.of(FieldKind.MOBILE, FieldKind.PHONE), Masks::phone));
        add(TransformFamily.ofText("mask-name", EnumSet.of(FieldKind.PERSON_NAME), Masks::name));
        add(TransformFamily.ofText("mask-id-card", EnumSet.of(FieldKind.ID_CARD), Masks::idCard));
        add(TransformFamily.ofText("mask-email", EnumSet.of(FieldKind.EMAIL), Masks::email));
        add(TransformFamily.ofText("mask-address", TEXTS, Masks::address));
        add(TransformFamily.truncation("truncate", MOST_CHARACTERS));
        // What it takes out depends on the words of the center, which only a walk over one of its records knows.
        add(TransformFamily.single(Redaction.NAME, TEXTS, (value, consumer) -> null));
    }

    private void addHierarchies() {
        add(TransformFamily.hierarchy(
                "generalise-region",
                EnumSet.of(FieldKind.REGION),
                List.of(new Step("province", Regions::province), new Step("city", Regions::city))));
        add(TransformFamily.hierarchy(
                "generalise-industry",
                EnumSet.of(FieldKind.INDUSTRY),
                List.of(
                        new Step("section", Industries::section),
                        new Step("division", Industries::division),
                        new Step("group", Industries::group))));
        add(TransformFamily.hierarchy(
                "generalise-date",
                DATES,
                List.of(
                        new Step("year", CalendarText::year),
                        new Step("quarter", CalendarText::quarter),
                        new Step("month", CalendarText::month))));
        add(TransformFamily.hierarchy("generalise-title", TEXTS, List.of(new Step("grade", JobTitles::grade))));
    }

    private void addNumbers() {
        add(new TransformFamily(
                BAND,
                NUMBERS,
                name -> Optional.ofNullable(ladders.get(name)).map(TransformCatalogue::band),
                this::isCoarser));
        add(TransformFamily.single(
                BUCKET,
                NUMBERS,
                (value, key) -> value.isNumber() ? StringNode.valueOf(Coarse.step(value.decimalValue())) : null));
        add(TransformFamily.digits("round", MOST_DIGITS, digits -> number -> Coarse.rounded(number, digits)));
        add(TransformFamily.bound("top", true));
        add(TransformFamily.bound("bottom", false));
    }

    private void add(TransformFamily family) {
        families.put(family.name(), family);
    }

    private static Transform band(Ladder ladder) {
        return (value, key) -> value.isNumber() ? StringNode.valueOf(ladder.code(value.decimalValue())) : null;
    }

    private boolean isCoarser(String ladder, String than) {
        Ladder coarse = ladders.get(ladder);
        Ladder fine = ladders.get(than);
        return coarse != null && fine != null && fine.bounds().containsAll(coarse.bounds());
    }

    /** By which cells are suppressed in every table, whatever is agreed. */
    public CellRule cellRule() {
        return smallCells.standard();
    }

    SmallCells smallCells() {
        return smallCells;
    }

    String id() {
        return id;
    }

    byte[] source() {
        return source.clone();
    }

    /** All is as strict as raw, drop is as strict as all; of two of one family, the one that the family says is coarser. */
    @Override
    public boolean isAsStrict(String transform, String than) {
        Optional<Named> stricter = find(transform);
        Optional<Named> other = find(than);
        if (stricter.isEmpty() || other.isEmpty()) {
            return false;
        }
        if (stricter.get().isDrop() || other.get().isRaw() || transform.equals(than)) {
            return true;
        }
        TransformFamily family = families.get(family(transform));
        return family != null
                && family.name().equals(family(than))
                && family.coarser().test(parameter(transform), parameter(than));
    }

    @Override
    public FieldClass classAfter(String transform, FieldClass of) {
        JsonNode lower = classes.required(family(transform)).path(of.name());
        return lower.isMissingNode() ? of : FieldClass.valueOf(lower.stringValue());
    }

    @Override
    public boolean canBe(JsonNode value, String transform) {
        return switch (family(transform)) {
            case "raw" -> true;
            case "drop" -> false;
            case BAND -> {
                Ladder ladder = ladders.get(parameter(transform));
                yield ladder != null
                        && value.isString()
                        && ladder.bands().stream().anyMatch(band -> band.code().equals(value.stringValue()));
            }
            case BUCKET -> value.isString() && Coarse.isStep(value.stringValue());
            case PSEUDONYM -> value.isString() && Pseudonyms.isOne(value.stringValue());
            case FormatPreserving.NAME -> value.isString() && FormatPreserving.isOne(value.stringValue());
            // The words of its center are looked for once more in the payload.
            case Redaction.NAME ->
                value.isString() && value.stringValue().equals(Redaction.BY_FORM.of(value.stringValue()));
            // Those that shorten a value leave a short one as it is.
            default -> value.equals(find(transform).orElseThrow().transform().apply(value, NO_KEYS));
        };
    }

    /** The name without its parameter. */
    private static String family(String transform) {
        int parameter = transform.indexOf(':');
        return parameter < 0 ? transform : transform.substring(0, parameter);
    }

    private static String parameter(String transform) {
        int parameter = transform.indexOf(':');
        return parameter < 0 ? "" : transform.substring(parameter + 1);
    }

    /** Only transforms that there are, are kept: names come from agreements. */
    public Optional<Named> find(String name) {
        Optional<Named> known = found.get(name);
        if (known != null) {
            return known;
        }
        TransformFamily family = families.get(family(name));
        if (family == null || name.endsWith(":")) {
            return Optional.empty();
        }
        Optional<Named> made = family.of()
                .apply(parameter(name))
                .map(transform -> new Named(name, version(name), family.kinds(), transform));
        made.ifPresent(named -> found.put(name, made));
        return made;
    }

    String version(String name) {
        Ladder ladder = family(name).equals(BAND) ? ladders.get(parameter(name)) : null;
        return ladder == null ? versions.path(family(name)).asString("") : ladder.version();
    }

    /** The transform for a field. */
    Transform transform(Named named, Dataset dataset, Field field) {
        return switch (named.name()) {
            case PSEUDONYM -> Transform.ofText((text, key) -> Pseudonyms.of(field.kind(), text, key));
            case FormatPreserving.NAME -> FormatPreserving.of(dataset, field);
            default -> named.transform();
        };
    }

    public Optional<Ladder> ladder(String name) {
        return Optional.ofNullable(ladders.get(name));
    }

    /** Without their parameters. */
    Set<String> families() {
        return families.keySet();
    }
}
