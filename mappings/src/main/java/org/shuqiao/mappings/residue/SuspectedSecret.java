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
        Stretch hidden = Stretch.around(residue, all);
        String before = text(json, string.offset() + 1, hidden.from());
        String behind = text(json, hidden.to(), string.offset() + string.length() - 1);
        if (before == null || behind == null) {
            return label;
        }
        String shown = shownBefore(before, dictionary) + label + shownBehind(behind, dictionary);
        String clean = REDACTOR.redact(shown, dictionary);
        return clean == null ? label : clean;
    }

    /** Bytes that hold one secret or several that overlap. */
    private record Stretch(int from, int to) {

        /** @param all in ascending order of offset */
        static Stretch around(Residue residue, List<Residue> all) {
            int from = 0;
            int to = 0;
            for (Residue each : all) {
                if (each.offset() >= to) {
                    if (to > residue.offset()) {
                        break;
                    }
                    from = each.offset();
                }
                to = Math.max(to, each.offset() + each.length());
            }
            return new Stretch(from, to);
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

    private static int length(String text) {
        return text.codePointCount(0, text.length());
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
