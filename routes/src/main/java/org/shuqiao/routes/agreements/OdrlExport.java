package org.shuqiao.routes.agreements;

import org.shuqiao.certs.UnrepresentableJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an agreement as an ODRL 2.2 policy (JSON-LD) of the profile {@code urn:shuqiao:odrl:cdg-1}, for those who read policies and
 * not our form. Everything that the agreement says is in it, with its signatures, so {@link OdrlImport} makes the same again.
 */
public final class OdrlExport {
    /** Media type of what is written. */
    public static final String MEDIA_TYPE = "application/ld+json";

    private static final JsonMapper JSON = JsonMapper.shared();

    private OdrlExport() {}

    /**
     * Writes a policy.
     *
     * @return UTF-8 JSON, for people to read
     * @throws OdrlNotExpressible where the agreement says something that would be lost; the schema of the profile allows no such thing
     * @throws org.shuqiao.routes.failures.Failure where it cannot be read
     */
    public static byte[] of(byte[] agreement) throws OdrlNotExpressible {
        ObjectNode json = AgreementDocument.parse(agreement).json();
        ObjectNode policy;
        try {
            policy = OdrlPolicy.write(json);
            if (!OdrlTerms.isSame(OdrlPolicy.read(policy), json)) {
                throw new OdrlNotExpressible("the agreement says something that this policy would not");
            }
        } catch (JacksonException | UnrepresentableJson | UnsupportedOperationException otherTypes) {
            throw new OdrlNotExpressible(
                    "a value of the agreement is of another type than the schema says", otherTypes);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(policy);
    }
}
