package org.shuqiao.gateway.console;

import static java.util.Map.entry;

import java.util.Map;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * What members of the API are called where pages have fields for them. A member that is none of these, or that pages call by different
 * names, such as {@code name}, goes by its own.
 */
final class FieldLabels {
    private static final Map<String, String> LABELS = Map.ofEntries(
            entry("agreement", "audit.agreement"),
            entry("center", "common.center"),
            entry("dataset", "common.dataset"),
            entry("decision", "officer.quarantine.decision"),
            entry("field", "audit.field"),
            entry("from", "center.consent.from"),
            entry("holder", "common.admin.holder"),
            entry("label", "center.keys.label"),
            entry("owner", "center.consent.owner"),
            entry("platform", "common.platform"),
            entry("proofHash", "officer.duty.proof"),
            entry("reason", "common.admin.reason"),
            entry("reasons", "officer.paper.reasons"),
            entry("receivedOn", "officer.paper.received"),
            entry("recordId", "center.record"),
            entry("reference", "officer.paper.reference"),
            entry("role", "common.account.role"),
            entry("scan", "officer.paper.scan"),
            entry("stage", "officer.paper.stage"),
            entry("to", "center.consent.to"),
            entry("transfers", "officer.paper.transfers"));

    private FieldLabels() {}

    /** Spoken in the language of the page on which it is shown. */
    static MessageSourceResolvable of(String member) {
        String label = LABELS.getOrDefault(member, member);
        return new DefaultMessageSourceResolvable(new String[] {label}, member);
    }
}
