package org.shuqiao.mappings.agreements;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Place;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.agreements.AgreementDifference.Kind;
import org.shuqiao.mappings.masking.MaskOrder;
import org.shuqiao.mappings.masking.TransformCatalogue;
import tools.jackson.databind.JsonNode;

/**
 * Says what a version of an agreement changes, term by term, in the order of the terms: the same for the same two documents. What does
 * not change what is agreed is left out: the version's own number and hash, signatures, and the order of lists. Thread-safe.
 */
public final class AgreementDiff {
    private static final List<String> LISTS =
            List.of("/subject_consent/consent_ids", "/legal_basis", "/purpose", "/channels", "/onward/recipients");
    private static final List<String> SCOPES = List.of("/scope/regions", "/scope/industries", "/scope/periods");
    private static final List<String> DUTIES = List.of("/duties_pre", "/duties_post");

    private final MaskOrder masks = new TransformCatalogue();
    private final List<AgreementTerm> ofField = AgreementTerm.ofField(masks);
    private final DifferenceWords words;

    public AgreementDiff(Datasets datasets) {
        this.words = new DifferenceWords(datasets);
    }

    /** @param before and after: documents that were taken, see {@link AgreementProfile} */
    public List<AgreementDifference> between(byte[] before, byte[] after) {
        return new Run(Resources.JSON.readTree(before), Resources.JSON.readTree(after)).differences();
    }

    /** One comparison. */
    private final class Run {
        private final JsonNode before;
        private final JsonNode after;
        private final List<AgreementDifference> found = new ArrayList<>();

        Run(JsonNode before, JsonNode after) {
            this.before = before;
            this.after = after;
        }

        List<AgreementDifference> differences() {
            terms(AgreementTerm.OF_AGREEMENT, before, after, "", Phrase.NONE);
            LISTS.forEach(list -> elements(before.at(list), after.at(list), list, words.term(list)));
            permissions();
            elements(before.path("prohibition"), after.path("prohibition"), "/prohibition", words.term("/prohibition"));
            return List.copyOf(found);
        }

        private void terms(List<AgreementTerm> terms, JsonNode from, JsonNode to, String pointer, Phrase where) {
            for (AgreementTerm term : terms) {
                JsonNode was = term.of(from);
                JsonNode is = term.of(to);
                Kind kind = term.kind(was, is);
                if (kind != null) {
                    add(pointer + term.pointer(), kind, was, is, where.then(words.term(term.pointer())));
                }
            }
        }

        private void permissions() {
            Map<String, Place> was = byName(before.path("permission"), "dataset", "/permission/");
            Map<String, Place> is = byName(after.path("permission"), "dataset", "/permission/");
            was.forEach((dataset, place) -> {
                if (!is.containsKey(dataset)) {
                    whole(dataset, place, Kind.REMOVED);
                }
            });
            is.forEach((dataset, place) -> {
                Place earlier = was.get(dataset);
                if (earlier == null) {
                    whole(dataset, place, Kind.ADDED);
                } else {
                    permission(dataset, earlier, place);
                }
            });
        }

        /** A permission that comes or goes is told with all that it says: nobody may have to look up what it lets leave. */
        private void whole(String dataset, Place place, Kind kind) {
            tell(place.pointer(), place.node(), kind, words.dataset(dataset));
            Phrase where = words.inDataset(dataset);
            for (AgreementTerm term : AgreementTerm.OF_PERMISSION) {
                part(place, term.pointer(), kind, where);
            }
            AgreementProfile.each(place.node().path("fields"), i -> place.pointer() + "/fields/" + i, (at, field) -> {
                tell(at, field, kind, words.field(dataset, field.path("path").asString("")));
            });
            SCOPES.forEach(scope -> part(place, scope, kind, where));
            for (String duties : DUTIES) {
                AgreementProfile.each(
                        place.node().at(duties),
                        i -> place.pointer() + duties + "/" + i,
                        (at, duty) -> tell(at, duty, kind, where.then(words.term(duties))));
            }
        }

        private void part(Place permission, String term, Kind kind, Phrase where) {
            JsonNode value = permission.node().at(term);
            if (!value.isMissingNode()) {
                tell(permission.pointer() + term, value, kind, where.then(words.term(term)));
            }
        }

        private void tell(String pointer, JsonNode node, Kind kind, Phrase what) {
            boolean removed = kind == Kind.REMOVED;
            add(pointer, kind, removed ? node : null, removed ? null : node, what);
        }

        private void permission(String dataset, Place was, Place is) {
            Phrase where = words.inDataset(dataset);
            terms(AgreementTerm.OF_PERMISSION, was.node(), is.node(), is.pointer(), where);
            fields(dataset, was, is);
            for (String scope : SCOPES) {
                scope(was.node().at(scope), is.node().at(scope), is.pointer() + scope, where.then(words.term(scope)));
            }
            for (String duties : DUTIES) {
                elements(
                        was.node().at(duties),
                        is.node().at(duties),
                        is.pointer() + duties,
                        where.then(words.term(duties)));
            }
        }

        /** An absent list limits nothing. */
        private void scope(JsonNode was, JsonNode is, String pointer, Phrase what) {
            if (was.isMissingNode() != is.isMissingNode()) {
                Kind kind = was.isMissingNode() ? Kind.STRICTER : Kind.LOOSER;
                add(pointer, kind, was.isMissingNode() ? null : was, is.isMissingNode() ? null : is, what);
            } else {
                elements(was, is, pointer, what);
            }
        }

        private void fields(String dataset, Place was, Place is) {
            Map<String, Place> earlier = byName(was.node().path("fields"), "path", was.pointer() + "/fields/");
            Map<String, Place> later = byName(is.node().path("fields"), "path", is.pointer() + "/fields/");
            earlier.forEach((path, place) -> {
                if (!later.containsKey(path)) {
                    add(place.pointer(), Kind.REMOVED, place.node(), null, words.field(dataset, path));
                }
            });
            later.forEach((path, place) -> {
                Place known = earlier.get(path);
                if (known == null) {
                    add(place.pointer(), Kind.ADDED, null, place.node(), words.field(dataset, path));
                } else {
                    terms(ofField, known.node(), place.node(), place.pointer(), words.field(dataset, path));
                }
            });
        }

        /** Elements have no order and no names: each is there or is not. */
        private void elements(JsonNode was, JsonNode is, String pointer, Phrase what) {
            gone(was, is, pointer, Kind.REMOVED, what);
            gone(is, was, pointer, Kind.ADDED, what);
        }

        private void gone(JsonNode these, JsonNode those, String pointer, Kind kind, Phrase what) {
            Set<JsonNode> there = new HashSet<>(those.valueStream().toList());
            AgreementProfile.each(these, i -> pointer + "/" + i, (at, one) -> {
                if (!there.contains(one)) {
                    tell(at, one, kind, what);
                }
            });
        }

        private void add(String pointer, Kind kind, @Nullable JsonNode was, @Nullable JsonNode is, Phrase what) {
            Phrase text = words.sentence(pointer, kind, what, was, is);
            found.add(new AgreementDifference(pointer, kind, was, is, text.zh(), text.en()));
        }
    }

    private record Place(String pointer, JsonNode node) {}

    private static Map<String, Place> byName(JsonNode list, String name, String pointer) {
        Map<String, Place> places = new LinkedHashMap<>();
        AgreementProfile.each(
                list,
                i -> pointer + i,
                (at, element) -> places.put(element.path(name).asString(""), new Place(at, element)));
        return places;
    }
}
