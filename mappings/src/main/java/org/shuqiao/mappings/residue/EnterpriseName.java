package org.shuqiao.mappings.residue;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuqiao.mappings.CodeTable;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

/**
 * The short names that follow from the registered name of an enterprise. 企业名称登记管理规定 makes it of place, trade name (字号),
 * industry and form: 青岛 恒泰精密 注塑 有限公司. People leave the form away, then the place, then the industry.
 */
final class EnterpriseName {

    private static final JsonNode SOURCE = Resources.json("masking/enterprise-names.json");
    private static final Set<String> FORMS = words("forms");
    private static final Set<String> INDUSTRIES = words("industries");
    /** By their first character. */
    private static final Map<Character, List<String>> PLACES = places();

    private static final Set<String> COMMON = words("common");

    private static final int SHORTEST = 2;
    /** Characters of the longest industry or form. */
    private static final int LONGEST_END = 6;

    private EnterpriseName() {}

    private static Set<String> words(String list) {
        Set<String> words = new HashSet<>();
        SOURCE.required(list).forEach(word -> words.add(word.stringValue()));
        return words;
    }

    /** As in the code table, and without 省, 市, 区, 县. */
    private static Map<Character, List<String>> places() {
        Set<String> places = words("places");
        CodeTable regions = CodeTable.load("region");
        for (String code : regions.codes()) {
            CodeTable.Entry region = regions.entry(code);
            String name = region == null ? "" : region.zh();
            places.add(name);
            if (name.length() > SHORTEST && "省市区县".indexOf(name.charAt(name.length() - 1)) >= 0) {
                places.add(name.substring(0, name.length() - 1));
            }
        }
        return places.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .collect(Collectors.groupingBy(place -> place.charAt(0)));
    }

    /** None that is a common word, or shorter than two characters. */
    static Set<String> shortNames(String registered) {
        Set<String> names = new LinkedHashSet<>();
        String withoutForm = withoutEnd(withoutBrackets(registered.strip()), FORMS);
        names.add(withoutForm);
        String core = withoutForm;
        String placeless = withoutPlace(core);
        while (!placeless.equals(core)) {
            core = placeless;
            names.add(core);
            placeless = withoutPlace(core);
        }
        String trade = withoutOneEnd(core, INDUSTRIES);
        while (!trade.equals(core)) {
            core = trade;
            names.add(core);
            trade = withoutOneEnd(core, INDUSTRIES);
        }
        names.removeIf(name -> name.length() < SHORTEST
                || name.equals(registered)
                || COMMON.contains(name)
                || INDUSTRIES.contains(name)
                || placesLike(name).contains(name));
        return names;
    }

    /** （集团）, (中国) and the like. */
    private static String withoutBrackets(String name) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '（' || c == '(') {
                depth++;
            } else if (c == '）' || c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static String withoutEnd(String name, Set<String> ends) {
        String shorter = withoutOneEnd(name, ends);
        return shorter.equals(name) ? name : withoutEnd(shorter, ends);
    }

    /** The longest end first. */
    private static String withoutOneEnd(String name, Set<String> ends) {
        for (int at = Math.max(SHORTEST, name.length() - LONGEST_END); at < name.length(); at++) {
            if (ends.contains(name.substring(at))) {
                return name.substring(0, at);
            }
        }
        return name;
    }

    private static List<String> placesLike(String name) {
        return name.isEmpty() ? List.of() : PLACES.getOrDefault(name.charAt(0), List.of());
    }

    private static String withoutPlace(String name) {
        for (String place : placesLike(name)) {
            if (name.startsWith(place) && name.length() - place.length() >= SHORTEST) {
                String rest = name.substring(place.length());
                boolean suffix = "省市区县".indexOf(rest.charAt(0)) >= 0 && rest.length() > SHORTEST;
                return suffix ? rest.substring(1) : rest;
            }
        }
        return name;
    }
}
