package org.shuqiao.mappings.agreements;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.agreements.AgreementDifference.Kind;
import org.shuqiao.mappings.masking.MaskOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/**
 * A term of profile {@code cdg-1} that has one value, and what it means to change it.
 *
 * @param pointer from the agreement, or from one of its permissions
 * @param standard what holds where the term is not there; null where that is no limit at all, or nothing
 * @param absentIsLoosest whether without the term there is no limit
 * @param order compares two values: below zero where the later one is stricter, above zero where it is looser
 */
record AgreementTerm(
        String pointer,
        @Nullable JsonNode standard,
        boolean absentIsLoosest,
        BiFunction<JsonNode, JsonNode, Integer> order) {

    static final List<AgreementTerm> OF_AGREEMENT = List.of(
            plain("/conflict"),
            plain("/provider/usci"),
            plain("/provider/platform"),
            plain("/provider/endpoint_id"),
            plain("/provider/cert_sn"),
            plain("/provider/cert_issuer"),
            plain("/consumer/usci"),
            plain("/consumer/platform"),
            plain("/consumer/endpoint_id"),
            plain("/consumer/cert_sn"),
            plain("/consumer/cert_issuer"),
            flag("/subject_consent/required", -1),
            new AgreementTerm("/valid/from", null, false, (a, b) -> -text(a, b)),
            new AgreementTerm("/valid/to", null, false, (a, b) -> text(a, b)),
            plain("/direction"),
            limit("/retention/days"),
            flag("/retention/destroy_proof", -1),
            flag("/onward/allowed", 1),
            new AgreementTerm("/revocation/notice_days", IntNode.valueOf(0), false, (a, b) -> number(a, b)),
            new AgreementTerm("/revocation/effect", StringNode.valueOf("stop"), false, (a, b) -> -text(a, b)),
            new AgreementTerm("/audit/keep_days", null, false, (a, b) -> -number(a, b)));

    static final List<AgreementTerm> OF_PERMISSION = List.of(
            plain("/catalog_code"),
            plain("/schema"),
            plain("/action"),
            new AgreementTerm("/unlisted_field", StringNode.valueOf("deny"), false, (a, b) -> text(a, b)),
            limit("/quota/rows_per_batch"),
            limit("/quota/batches_per_day"),
            limit("/quota/rows_per_month"),
            new AgreementTerm("/window", null, true, (a, b) -> 0),
            new AgreementTerm("/class_ceiling_after_masking", null, true, (a, b) -> 0));

    static List<AgreementTerm> ofField(MaskOrder masks) {
        return List.of(
                plain("/class"),
                new AgreementTerm("/transform", null, false, (a, b) -> mask(masks, a.asString(""), b.asString(""))),
                new AgreementTerm("/required", BooleanNode.FALSE, false, (a, b) -> 0));
    }

    private static int mask(MaskOrder masks, String before, String after) {
        return masks.isAsStrict(after, before) ? -1 : masks.isAsStrict(before, after) ? 1 : 0;
    }

    private static AgreementTerm plain(String pointer) {
        return new AgreementTerm(pointer, null, false, (a, b) -> 0);
    }

    private static AgreementTerm limit(String pointer) {
        return new AgreementTerm(pointer, null, true, AgreementTerm::number);
    }

    /** @param whenSet below zero where it is stricter to say yes */
    private static AgreementTerm flag(String pointer, int whenSet) {
        return new AgreementTerm(pointer, BooleanNode.FALSE, false, (a, b) -> b.asBoolean(false) ? whenSet : -whenSet);
    }

    private static int number(JsonNode before, JsonNode after) {
        return Long.compare(after.asLong(0), before.asLong(0));
    }

    private static int text(JsonNode before, JsonNode after) {
        return after.asString("").compareTo(before.asString(""));
    }

    /** The value there, or what holds without it; null where nothing does. */
    @Nullable JsonNode of(JsonNode parent) {
        JsonNode value = parent.at(pointer);
        return value.isMissingNode() ? standard : value;
    }

    /** What it means that the value changes; null where it does not. */
    @Nullable Kind kind(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null) {
            return after == null ? null : absentIsLoosest ? Kind.STRICTER : Kind.ADDED;
        }
        if (after == null) {
            return absentIsLoosest ? Kind.LOOSER : Kind.REMOVED;
        }
        if (before.equals(after)) {
            return null;
        }
        int compared = order.apply(before, after);
        return compared == 0 ? Kind.CHANGED : compared < 0 ? Kind.STRICTER : Kind.LOOSER;
    }
}
