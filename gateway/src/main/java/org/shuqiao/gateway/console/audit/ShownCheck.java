package org.shuqiao.gateway.console.audit;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shuqiao.certs.log.Check;

/**
 * A check of evidence with its name taken apart, so that pages can say it in words: {@code receipt-1.signature} is the signature of
 * receipt 1.
 *
 * @param part what was looked at belongs to it; empty where it belongs to the evidence as a whole
 * @param number of the part, or of what was looked at; empty where there can be only one, and for the first of those that may be many
 */
record ShownCheck(String part, String name, String number, boolean passed, String detail) {
    private static final Pattern NUMBERED = Pattern.compile("(.*)-(\\d+)");

    static ShownCheck of(Check check) {
        int dot = check.name().indexOf('.');
        String head = dot < 0 ? "" : check.name().substring(0, dot);
        String tail = check.name().substring(dot + 1);
        Matcher part = NUMBERED.matcher(head);
        Matcher name = NUMBERED.matcher(tail);
        boolean manyParts = part.matches();
        boolean manyNames = name.matches();
        return new ShownCheck(
                manyParts ? part.group(1) : head,
                manyNames ? name.group(1) : tail,
                manyParts ? part.group(2) : manyNames ? name.group(2) : "",
                check.passed(),
                check.detail());
    }

    static List<ShownCheck> of(List<Check> checks) {
        return checks.stream().map(ShownCheck::of).toList();
    }
}
