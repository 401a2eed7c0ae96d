package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An agreement with any combination of what the schema allows; the random source decides. */
final class GeneratedAgreement {
    private static final List<String> PRE = List.of(
            "mask",
            "encrypt_sm4",
            "sign_sm2",
            "watermark",
            "human_approval",
            "k_min:5",
            "k_min:999999",
            "k_min:7:block");
    private static final List<String> POST =
            List.of("log", "notify", "report_use:30d", "receipt_within:24h", "delete_after:30d", "delete_after:99999d");

    private final Random random;
    private final ObjectNode json = SampleAgreement.json();

    GeneratedAgreement(Random random) {
        this.random = random;
    }

    ObjectNode json() {
        json.put("status", one(List.of("draft", "active", "suspended", "revoked", "expired")));
        if (random.nextBoolean()) {
            json.put("version", 1 + random.nextInt(1_000) + 1).put("prev", "0".repeat(64));
        }
        some("legal_basis", json, List.of("第七条", "a b", "\"\\u0001\"", "%41+"));
        some("channels", json, List.of("api", "sftp", "frontdb", "offline"));
        if (json.path("channels").isEmpty()) {
            json.putArray("channels").add("api");
        }
        if (random.nextBoolean()) {
            some(
                    "consent_ids",
                    json.putObject("subject_consent").put("required", random.nextBoolean()),
                    List.of("c1", "c2"));
        }
        if (random.nextBoolean()) {
            json.putObject("retention").put("days", 1 + random.nextInt(900)).put("destroy_proof", random.nextBoolean());
        }
        if (random.nextBoolean()) {
            some("recipients", json.putObject("onward").put("allowed", random.nextBoolean()), List.of("r1", "r2"));
        }
        if (random.nextBoolean()) {
            json.putObject("revocation")
                    .put("notice_days", random.nextInt(99))
                    .put("effect", one(List.of("stop", "stop_and_delete")));
        }
        if (random.nextBoolean()) {
            json.withObject("/consumer").remove("cert_sn");
        }
        json.path("permission").forEach(permission -> permission((ObjectNode) permission));
        prohibitions();
        return json;
    }

    private void permission(ObjectNode permission) {
        permission.put("catalog_code", one(List.of("3021015001/000031", "目录 1")));
        permission.put("schema", one(List.of(">=1.0 <2.0", ">=1.0   <2.0", "=1")));
        permission.put("action", one(List.of("push", "display", "aggregate", "store")));
        some("duties_pre", permission, PRE);
        some("duties_post", permission, POST);
        if (random.nextBoolean()) {
            permission.put("unlisted_field", one(List.of("deny", "strip")));
        } else {
            permission.remove("unlisted_field");
        }
        permission.remove("scope");
        if (random.nextBoolean()) {
            ObjectNode scope = permission.putObject("scope");
            some("regions", scope, List.of("3702*", "370212", "*"));
            some("industries", scope, List.of("C34*", "C3411"));
            some("periods", scope, List.of("2026", "2026-05"));
        }
        if (random.nextBoolean()) {
            ObjectNode quota = permission.putObject("quota");
            for (String count : List.of("rows_per_batch", "batches_per_day", "rows_per_month")) {
                if (quota.isEmpty() || random.nextBoolean()) {
                    quota.put(count, 1 + random.nextInt(Integer.MAX_VALUE - 1));
                }
            }
        }
        if (random.nextBoolean()) {
            permission
                    .putObject("window")
                    .put("cron", "* 8-18 * * 1-5")
                    .put("tz", one(List.of("Asia/Shanghai", "UTC")));
        }
        if (random.nextBoolean()) {
            permission.put("class_ceiling_after_masking", one(List.of("P", "G", "I", "T1", "T2", "SI")));
        }
    }

    private void prohibitions() {
        if (random.nextBoolean()) {
            json.remove("prohibition");
            return;
        }
        ArrayNode prohibitions = json.putArray("prohibition");
        for (int i = random.nextInt(4); i > 0; i--) {
            ObjectNode prohibition = prohibitions.addObject();
            if (random.nextBoolean()) {
                prohibition.put("dataset", "activity");
            }
            if (random.nextBoolean()) {
                prohibition.put("field", "/title");
            }
            if (prohibition.isEmpty() || random.nextBoolean()) {
                prohibition.put(
                        "action",
                        one(List.of("redistribute", "reidentify", "train_model", "commercial", "export_abroad")));
            }
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** None of the member, an empty list, or some of these in any order. */
    private void some(String member, ObjectNode object, List<String> of) {
        object.remove(member);
        if (random.nextBoolean()) {
            List<String> shuffled = new ArrayList<>(of);
            Collections.shuffle(shuffled, random);
            ArrayNode list = object.putArray(member);
            shuffled.subList(0, random.nextInt(of.size() + 1)).forEach(list::add);
        }
    }
}
