package org.shuqiao.certs.evidence;

import java.util.Map;

/** What a check is called in Chinese, beside its English name. */
final class Labels {
    private static final Map<String, String> OF_CHECKS = Map.ofEntries(
            Map.entry("archive", "归档文件"),
            Map.entry("members", "文件组成"),
            Map.entry("guide", "核验说明"),
            Map.entry("statement", "声明"),
            Map.entry("payload", "数据"),
            Map.entry("authorities", "所附机构证书"),
            Map.entry("certificate", "签名证书"),
            Map.entry("signature", "签名"),
            Map.entry("manifest", "投递清单"),
            Map.entry("agreements", "所引协议"),
            Map.entry("agreement", "协议"),
            Map.entry("parties", "签约方"),
            Map.entry("provider", "提供方签署"),
            Map.entry("consumer", "接收方签署"),
            Map.entry("log-key", "日志密钥"),
            Map.entry("checkpoint", "日志检查点"),
            Map.entry("inclusion", "收录证明"),
            Map.entry("timestamp", "时间戳"),
            Map.entry("binding", "回执对应关系"),
            Map.entry("deletion", "数据删除"),
            Map.entry("compromised", "泄露密钥"),
            Map.entry("index", "导出索引"),
            Map.entry("evidence", "证据"),
            Map.entry("root", "根哈希"),
            Map.entry("tiles", "哈希瓦片"),
            Map.entry("entries", "日志条目"),
            Map.entry("kept", "留存的检查点"));

    private Labels() {}

    /** Names end in what is looked at; {@code receipt-1.signature} is the signature of a receipt. */
    static String of(String check) {
        int dot = check.lastIndexOf('.');
        if (check.startsWith("breach-")) {
            return dot < 0 ? "逾期义务" : "逾期记录收录证明";
        }
        if (check.startsWith(Evidence.ENTERED)) {
            return "录入的纸质回执" + (dot < 0 ? "" : OF_CHECKS.getOrDefault(check.substring(dot + 1), ""));
        }
        String last = check.substring(dot + 1);
        String label = OF_CHECKS.getOrDefault(last, last.startsWith("agreement-") ? "协议" : "");
        if (check.startsWith("return-receipt.")) {
            return "我方回执" + label.replaceFirst("^回执", "");
        }
        if (check.startsWith("deletion.")) {
            return "删除记录" + label;
        }
        return check.startsWith("receipt-") ? "回执" + label.replaceFirst("^回执", "") : label;
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "有效";
            case VALID_PAYLOAD_WITHHELD -> "有效,数据已删除";
            case INVALID -> "无效";
        };
    }
}
