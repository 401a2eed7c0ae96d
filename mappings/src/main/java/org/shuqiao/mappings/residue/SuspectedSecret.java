package org.shuqiao.mappings.residue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.Span;
import tools.jackson.core.JacksonException;

/**
 * A {@link Residue} with what its judge needs. Never printed.
 *
 * @param sourcePath path in the dataset, with {@code *} for array elements; empty where it stands in no value
 * @param isRedactable whether it stands wholly in one free text, out of which it can be taken; never so in a key, a code or an id
 * @param excerpt what stands around it, with every secret masked; a label alone where nothing of that can be told
 * @param normalForm the secret itself without its disguise; to be hashed under a key, never to be kept
 */
public record SuspectedSecret(
        Residue residue, String sourcePath, boolean isRedactable, String excerpt, String normalForm) {

    /** Characters on either side that an officer sees. */
    private static final int CONTEXT = 24;
    /** More than that is not looked at to find out what of it can be shown. */
    private static final int LOOKED_AT = 400;
    /** What is so near to where the look ends may be part of a secret that goes on behind it. */
    private static final int EDGE = 200;

    private static final Redactor REDACTOR = new Redactor();

    /**
     * @param residues what was found in the payload, in ascending order
     * @param most of so many an excerpt and the normal form are told; of the others both are empty
     */
    public static List<SuspectedSecret> in(
            MappedPayload payload, List<Residue> residues, CenterDictionary dictionary, int most) {
        FoldedText text = FoldedText.of(payload.bytes());
        List<SuspectedSecret> secrets = new ArrayList<>(residues.size());
        for (Residue residue : residues) {
            Span span = Span.at(payload.spans(), residue.offset());
            Span string = span != null && isString(payload, span, residue) ? span : null;
            boolean detailed = secrets.size() < most;
            secrets.add(new SuspectedSecret(
                    residue,
                    span == null ? "" : span.sourcePath(),
                    string != null && isText(string),
                    detailed ? excerpt(payload.bytes(), string, residues, residue, dictionary) : "",
                    detailed ? normalForm(text, residue) : ""));
        }
        return secrets;
    }

    /** What several fields have a part in, nobody could take out of one of them. */
    private static boolean isText(Span span) {
        return span.origins().size() == 1 && span.origins().get(0).kind() == FieldKind.TEXT;
    }

    private static boolean isString(MappedPayload payload, Span span, Residue residue) {
        return span.covers(residue.offset(), residue.length()) && payload.bytes()[span.offset()] == '"';
    }

    private static String normalForm(FoldedText text, Residue residue) {
        StringBuilder plain = new StringBuilder();
        int end = residue.offset() + residue.length();
        for (int i = firstAt(text, residue.offset()); i < text.length() && text.offset(i) < end; i++) {
            if (!Folding.isGap(text.unit(i)) && text.unit(i) != Folding.WALL) {
                plain.append(text.unit(i));
            }
        }
        return plain.toString();
    }

    /** Offsets ascend. */
    private static int firstAt(FoldedText text, int offset) {
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (text.offset(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static String excerpt(
            byte[] json, @Nullable Span string, List<Residue> all, Residue residue, CenterDictionary dictionary) {
        String label = residue.kind().label();
        if (string == null) {
            return label;
        }
        int start = string.offset() + 1;
        int end = string.offset() + string.length() - 1;
        List<Stretch> hidden = Stretch.within(start, end, all);
        int own = 0;
        while (hidden.get(own).to() <= residue.offset()) {
            own++;
        }
        String before =
                before(json, start, hidden.subList(0, own), hidden.get(own).from());
        String behind = behind(json, hidden.get(own).to(), hidden.subList(own + 1, hidden.size()), end);
        if (before == null || behind == null) {
            return label;
        }
        String shown = shownBefore(before, dictionary) + label + shownBehind(behind, dictionary);
        String clean = REDACTOR.redact(shown, dictionary);
        return clean == null ? label : clean;
    }

    /** As much as is looked at of what stands before a secret, with labels for others; null where it cannot be read. */
    private static @Nullable String before(byte[] json, int start, List<Stretch> hidden, int to) {
        StringBuilder before = new StringBuilder();
        int end = to;
        for (int i = hidden.size() - 1; i >= 0 && length(before) <= LOOKED_AT; i--) {
            Stretch other = hidden.get(i);
            String plain = text(json, other.to(), end);
            if (plain == null) {
                return null;
            }
            before.insert(0, other.label() + plain);
            end = other.from();
        }
        String first = length(before) <= LOOKED_AT ? text(json, start, end) : "";
        return first == null ? null : before.insert(0, first).toString();
    }

    /** The same of what stands behind. */
    private static @Nullable String behind(byte[] json, int from, List<Stretch> hidden, int end) {
        StringBuilder behind = new StringBuilder();
        int start = from;
        for (int i = 0; i < hidden.size() && length(behind) <= LOOKED_AT; i++) {
            Stretch other = hidden.get(i);
            String plain = text(json, start, other.from());
            if (plain == null) {
                return null;
            }
            behind.append(plain).append(other.label());
            start = other.to();
        }
        String last = length(behind) <= LOOKED_AT ? text(json, start, end) : "";
        return last == null ? null : behind.append(last).toString();
    }

    /** Bytes of a string that hold one secret or several that overlap; the label is that of the first. */
    private record Stretch(int from, int to, String label) {

        /**
         * Those of a string, also of a secret that goes on outside of it: what is left of one in a text from which its neighbours were
         * taken is not found again.
         *
         * @param all in ascending order of offset
         */
        static List<Stretch> within(int start, int end, List<Residue> all) {
            List<Stretch> stretches = new ArrayList<>();
            for (Residue each : all) {
                int from = Math.max(start, each.offset());
                int to = Math.min(end, each.offset() + each.length());
                if (from >= to) {
                    continue;
                }
                Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
                if (last != null && from < last.to()) {
                    stretches.set(
                            stretches.size() - 1, new Stretch(last.from(), Math.max(last.to(), to), last.label()));
                } else {
                    stretches.add(new Stretch(from, to, each.kind().label()));
                }
            }
            return stretches;
        }
    }

    /** @return null where these bytes are no whole characters of a string */
    private static @Nullable String text(byte[] json, int from, int to) {
        if (from > to) {
            return null;
        }
        byte[] quoted = new byte[to - from + 2];
        quoted[0] = '"';
        System.arraycopy(json, from, quoted, 1, to - from);
        quoted[quoted.length - 1] = '"';
        try {
            return Resources.JSON.readTree(quoted).stringValue();
        } catch (JacksonException cut) {
            return null;
        }
    }

    private static String shownBefore(String text, CenterDictionary dictionary) {
        String clean = shown(end(text, LOOKED_AT), dictionary);
        return end(length(text) > LOOKED_AT ? end(clean, Math.max(0, length(clean) - EDGE)) : clean, CONTEXT);
    }

    private static String shownBehind(String text, CenterDictionary dictionary) {
        String clean = shown(start(text, LOOKED_AT), dictionary);
        return start(length(text) > LOOKED_AT ? start(clean, Math.max(0, length(clean) - EDGE)) : clean, CONTEXT);
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    private static String shown(String text, CenterDictionary dictionary) {
        String clean = REDACTOR.redact(text, dictionary);
        return clean == null ? "…" : clean;
    }

    private static String start(String text, int characters) {
        return length(text) <= characters ? text : text.substring(0, text.offsetByCodePoints(0, characters)) + "…";
    }

    private static String end(String text, int characters) {
        return length(text) <= characters
                ? text
                : "…" + text.substring(text.offsetByCodePoints(text.length(), -characters));
    }

    @Override
    public String toString() {
        return "SuspectedSecret[" + residue + "]";
    }
}
