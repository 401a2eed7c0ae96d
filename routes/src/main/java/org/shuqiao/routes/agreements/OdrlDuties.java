package org.shuqiao.routes.agreements;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What has to be done before and after, as duties of a permission. */
final class OdrlDuties {
    private static final Pattern WITH_NUMBER =
            Pattern.compile("(k_min|report_use|receipt_within|delete_after):([0-9]{1,6})([hd]?)(:block)?");
    private static final Pattern DURATION = Pattern.compile("P(T?)([0-9]{1,6})([DH])");
    private static final String WHEN = "cdg:when";
    private static final String SUPPRESS = "cdg:suppressSmallCells";
    private static final String REFUSE = "cdg:refuseSmallCells";

    private OdrlDuties() {}

    static void write(JsonNode permission, ObjectNode rule) throws OdrlNotExpressible {
        ArrayNode duties = OdrlTerms.JSON.arrayNode();
        for (JsonNode duty : permission.path("duties_pre")) {
            duties.add(duty(duty.asString("")).put(WHEN, "before"));
        }
        for (JsonNode duty : permission.path("duties_post")) {
            duties.add(duty(duty.asString("")).put(WHEN, "after"));
        }
        if (!duties.isEmpty()) {
            rule.set("duty", duties);
        }
    }

    private static ObjectNode duty(String text) throws OdrlNotExpressible {
        ObjectNode duty = OdrlTerms.JSON.objectNode();
        Matcher number = WITH_NUMBER.matcher(text);
        if (!number.matches()) {
            return duty.put("action", OdrlTerms.DUTIES.toOdrl(text));
        }
        String count = number.group(2);
        return switch (number.group(1)) {
            case "k_min" ->
                constrained(
                        duty.put("action", number.group(4) == null ? SUPPRESS : REFUSE),
                        OdrlTerms.constraint("cdg:cellSize", "gteq", OdrlTerms.typed("xsd:integer", count)));
            case "report_use" ->
                constrained(
                        duty.put("action", "cdg:reportUse"),
                        OdrlTerms.constraint("timeInterval", "eq", OdrlTerms.typed("xsd:duration", "P" + count + "D")));
            case "receipt_within" ->
                constrained(
                        duty.put("action", "cdg:giveReceipt"),
                        OdrlTerms.constraint(
                                "elapsedTime", "lteq", OdrlTerms.typed("xsd:duration", "PT" + count + "H")));
            default ->
                constrained(
                        duty.put("action", "delete"),
                        OdrlTerms.constraint("delayPeriod", "eq", OdrlTerms.typed("xsd:duration", "P" + count + "D")));
        };
    }

    private static ObjectNode constrained(ObjectNode duty, ObjectNode constraint) {
        duty.putArray("constraint").add(constraint);
        return duty;
    }

    static void read(JsonNode rule, ObjectNode permission) throws OdrlNotExpressible {
        for (JsonNode duty : OdrlTerms.array(rule, "duty")) {
            boolean before = duty.path(WHEN).asString("").equals("before");
            permission.withArray(before ? "duties_pre" : "duties_post").add(text(duty));
        }
    }

    private static String text(JsonNode duty) throws OdrlNotExpressible {
        String action = duty.path("action").asString("");
        return switch (action) {
            case SUPPRESS -> cells(duty);
            case REFUSE -> cells(duty) + ":block";
            case "cdg:reportUse" -> "report_use:" + count(duty, "timeInterval", "eq") + "d";
            case "cdg:giveReceipt" -> "receipt_within:" + count(duty, "elapsedTime", "lteq") + "h";
            case "delete" -> "delete_after:" + count(duty, "delayPeriod", "eq") + "d";
            default -> OdrlTerms.DUTIES.toAgreement(action);
        };
    }

    private static String cells(JsonNode duty) {
        return "k_min:"
                + OdrlTerms.right(duty, "cdg:cellSize", "gteq").path("@value").asString("");
    }

    /** Of hours or days; a duration of the other kind is found when the policy is written again. */
    private static String count(JsonNode duty, String left, String operator) throws OdrlNotExpressible {
        Matcher duration = DURATION.matcher(
                OdrlTerms.right(duty, left, operator).path("@value").asString(""));
        if (!duration.matches()) {
            throw new OdrlNotExpressible("a duty has no duration in days or hours");
        }
        return duration.group(2);
    }
}
