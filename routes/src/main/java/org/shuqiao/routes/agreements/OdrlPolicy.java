package org.shuqiao.routes.agreements;

import java.util.List;
import org.shuqiao.routes.agreements.OdrlTerms.Member;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agreement as an ODRL policy, and back. Neither direction looks whether something is left over: {@link OdrlExport} and {@link
 * OdrlImport} go both ways and compare.
 */
final class OdrlPolicy {
    private static final List<Member> PARTY = List.of(
            new Member("platform", "cdg:platform"),
            new Member("endpoint_id", "cdg:endpoint"),
            new Member("cert_sn", "cdg:certificate"),
            new Member("cert_issuer", "cdg:issuer"));

    /** What ODRL has no word for, or says in more than one way: as it stands in the agreement. */
    private static final List<Member> AS_IT_IS = List.of(
            new Member("status", "cdg:status"),
            new Member("direction", "cdg:direction"),
            new Member("legal_basis", "cdg:legalBasis"),
            new Member("subject_consent", "cdg:subjectConsent"),
            new Member("retention", "cdg:retention"),
            new Member("onward", "cdg:onward"),
            new Member("revocation", "cdg:revocation"),
            new Member("audit", "cdg:audit"),
            new Member("signatures", "cdg:signatures"));

    private OdrlPolicy() {}

    static ObjectNode write(JsonNode agreement) throws OdrlNotExpressible {
        ObjectNode policy = OdrlTerms.JSON.objectNode();
        policy.putArray("@context")
                .add(OdrlTerms.CONTEXT)
                .addObject()
                .put("cc", "http://creativecommons.org/ns#")
                .put("cdg", OdrlTerms.NAMESPACE)
                .put("xsd", "http://www.w3.org/2001/XMLSchema#");
        policy.put("@type", "Agreement")
                .put(
                        "uid",
                        OdrlTerms.urn(OdrlTerms.POLICY, agreement.path("id").asString("")) + ":"
                                + agreement.path("version").asInt(0))
                .put("profile", OdrlTerms.PROFILE)
                .set("conflict", agreement.path("conflict"));
        policy.put("cdg:default", "deny");
        OdrlTerms.copy(agreement, policy, List.of(new Member("prev", "cdg:follows")));
        policy.set("assigner", party(agreement.path("provider")));
        policy.set("assignee", party(agreement.path("consumer")));
        ArrayNode permissions = policy.putArray("permission");
        for (JsonNode permission : agreement.path("permission")) {
            permissions.add(OdrlRules.permission(agreement, permission));
        }
        if (agreement.has("prohibition")) {
            ArrayNode prohibitions = policy.putArray("prohibition");
            for (JsonNode prohibition : agreement.path("prohibition")) {
                prohibitions.add(OdrlRules.prohibition(prohibition));
            }
        }
        OdrlTerms.copy(agreement, policy, AS_IT_IS);
        return policy;
    }

    private static ObjectNode party(JsonNode party) {
        ObjectNode written = OdrlTerms.JSON
                .objectNode()
                .put("@type", "Party")
                .put("uid", OdrlTerms.urn(OdrlTerms.PARTY, party.path("usci").asString("")));
        OdrlTerms.copy(party, written, PARTY);
        return written;
    }

    static ObjectNode read(JsonNode policy) throws OdrlNotExpressible {
        if (!policy.path("conflict").asString("").equals("prohibit")) {
            throw new OdrlNotExpressible(
                    "only conflict: prohibit is kept here; without it a policy is void where its rules collide");
        }
        ObjectNode agreement = OdrlTerms.JSON.objectNode().put("profile", AgreementDocument.PROFILE);
        String uid = policy.path("uid").asString("");
        int colon = uid.lastIndexOf(':');
        agreement
                .put("id", OdrlTerms.textOf(OdrlTerms.POLICY, uid.substring(0, Math.max(colon, 0))))
                .put("version", version(uid.substring(colon + 1)))
                .set("conflict", policy.path("conflict"));
        OdrlTerms.copyBack(policy, agreement, List.of(new Member("prev", "cdg:follows")));
        agreement.set("provider", partyOf(policy.path("assigner")));
        agreement.set("consumer", partyOf(policy.path("assignee")));
        ArrayNode permissions = agreement.putArray("permission");
        for (JsonNode rule : OdrlTerms.array(policy, "permission")) {
            permissions.add(OdrlRules.permissionOf(rule, agreement));
        }
        if (policy.has("prohibition")) {
            ArrayNode prohibitions = agreement.putArray("prohibition");
            for (JsonNode rule : OdrlTerms.array(policy, "prohibition")) {
                prohibitions.add(OdrlRules.prohibitionOf(rule));
            }
        }
        OdrlTerms.copyBack(policy, agreement, AS_IT_IS);
        return agreement;
    }

    private static int version(String digits) throws OdrlNotExpressible {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException none) { // dropped on purpose: it quotes the text
            throw new OdrlNotExpressible("the policy's uid does not end in a version");
        }
    }

    private static ObjectNode partyOf(JsonNode party) throws OdrlNotExpressible {
        ObjectNode read = OdrlTerms.JSON
                .objectNode()
                .put("usci", OdrlTerms.textOf(OdrlTerms.PARTY, party.path("uid").asString("")));
        OdrlTerms.copyBack(party, read, PARTY);
        return read;
    }
}
