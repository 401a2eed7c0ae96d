package org.shuqiao.certs.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Parts.Logged;
import org.shuqiao.certs.evidence.Parts.Receipt;
import org.shuqiao.certs.log.InclusionProof;
import org.shuqiao.certs.log.LogHash;

/** The sections of the guide about the transparency log and its time stamp. */
final class LogGuide {
    private final GuideText text;
    private final String hash;

    LogGuide(GuideText text, LogHash hash) {
        this.text = text;
        this.hash = hash == LogHash.SM3 ? "sm3" : "sha256";
    }

    void checkpoint(Logged logged) {
        String origin = logged.checkpoint().checkpoint().origin();
        text.say(
                """

                ## 日志检查点 / The log's checkpoint

                `checkpoint.txt` says how many leaves the log `%s` had, and the hash of its whole tree. The log signed the lines
                before the empty one. Its key must be the one that you know: compare the fingerprint of `log.pem`. The dates of its
                certificates are printed, not checked, since the key itself is what you trust.
                日志检查点由日志密钥签名;请核对 `log.pem` 的指纹是否为您所知的日志密钥。

                """
                        .formatted(origin));
        text.block(
                GuideText.certificatePath(EvidenceMembers.LOG_CHAIN, "-no_check_time"),
                "openssl x509 -in log.pem -noout -subject -serial -dates -fingerprint -sm3");
        text.say("\n");
        text.signature(
                "log",
                EvidenceMembers.LOG_CHAIN,
                SignatureProfile.DEFAULT_USER_ID,
                "checkpoint.der",
                "checkpoint.signed",
                "sed '/^$/,$d' checkpoint.txt > checkpoint.signed",
                "grep -F -e " + GuideText.quoted("— " + origin + " ")
                        + " checkpoint.txt | head -n 1 | cut -d ' ' -f 3 \\\n"
                        + "  | openssl base64 -d -A | tail -c +5 > checkpoint.der");
    }

    void statementLeaf(InclusionFile.Entry entry, Statement statement) {
        text.say(
                """

                ## 收录证明 / The log holds the statement

                The leaf is made of what is here, and hashed with its siblings up to the hash of the whole tree.
                由声明与签名重新计算叶子,并沿路径逐级计算到检查点中的根哈希。

                """);
        inclusion(
                entry,
                "printf '" + statementForm(statement) + "' \\\n  " + sm3Of(EvidenceMembers.SIGNATURE) + " \\\n  "
                        + sm3Of(EvidenceMembers.STATEMENT) + " > statement.leaf");
    }

    private static String statementForm(Statement statement) {
        String hashes = "\"signatureHash\":\"%s\",\"statementHash\":\"%s\"";
        return switch (statement.type()) {
            case TRANSFER -> "{" + hashes + ",\"transferId\":\"" + statement.transferId() + "\",\"type\":\"transfer\"}";
            case RETURN -> "{\"messageId\":\"" + statement.transferId() + "\"," + hashes + ",\"type\":\"return\"}";
        };
    }

    void receiptLeaf(InclusionFile.Entry entry, Receipt receipt, String transferId, String stage) {
        text.say("\nThe log holds it as `%s`. 日志已收录该回执。\n\n".formatted(stage));
        String signature = receipt.signature() == null
                ? "\"$(openssl dgst -sm3 -r /dev/null | cut -d ' ' -f 1)\""
                : sm3Of(receipt.name() + ".signature.der");
        inclusion(
                entry,
                "printf '{\"receiptHash\":\"%s\",\"signatureHash\":\"%s\",\"stage\":\"" + stage + "\",\"transferId\":\""
                        + transferId + "\",\"type\":\"receipt\"}' \\\n  " + sm3Of(receipt.name() + ".json") + " \\\n  "
                        + signature + " > " + receipt.name() + ".leaf");
    }

    void returnReceiptLeaf(InclusionFile.Entry entry, UUID batch) {
        text.say("\nThe log holds it. 日志已收录该回执。\n\n");
        inclusion(
                entry,
                "printf '{\"batch\":\"" + batch
                        + "\",\"receiptHash\":\"%s\",\"signatureHash\":\"%s\",\"type\":\"return-receipt\"}' \\\n  "
                        + sm3Of(EvidenceMembers.RETURN_RECEIPT) + " \\\n  "
                        + sm3Of(EvidenceMembers.RETURN_RECEIPT_SIGNATURE) + " > return-receipt.leaf");
    }

    void enteredReceiptLeaf(InclusionFile.Entry entry, UUID transferId) {
        inclusion(
                entry,
                "printf '{\"documentHash\":\"%s\",\"signatureHash\":\"%s\",\"transferId\":\"" + transferId
                        + "\",\"type\":\"entered-receipt\"}' \\\n  " + sm3Of(entry.of() + ".json") + " \\\n  "
                        + sm3Of(entry.of() + ".signature.der") + " > " + entry.of() + ".leaf");
    }

    /** A deletion is its own leaf. */
    void deletionLeaf(InclusionFile.Entry entry) {
        inclusion(entry, "cp " + EvidenceMembers.DELETION + " deletion.leaf");
    }

    /** A breach is its own leaf. */
    void breachLeaf(InclusionFile.Entry entry) {
        inclusion(entry, "cp " + entry.of() + ".json " + entry.of() + ".leaf");
    }

    private static String sm3Of(String file) {
        return "\"$(openssl dgst -sm3 -r " + file + " | cut -d ' ' -f 1)\"";
    }

    /** The functions only save space: a line for each step of RFC 9162 §2.1.3.2 is left to read. */
    private void inclusion(InclusionFile.Entry entry, String makeLeaf) {
        String name = entry.of();
        InclusionProof proof = entry.proof();
        var commands = new ArrayList<String>(List.of(
                makeLeaf,
                "sed 's/\\\\\"/\"/g' inclusion.json | grep -c -F -f " + name + ".leaf",
                "sed 's/.*\"of\":\"" + name + "\",\"path\":\\[\\([^]]*\\)\\].*/\\1/' inclusion.json \\\n"
                        + "  | tr -d '\"' | tr ',' '\\n' | sed 's/../0x& /g' > " + name + ".path",
                "sibling() { printf \"$(printf '\\\\%03o' $(sed -n \"$1\"p " + name + ".path))\"; }",
                "node() { openssl dgst -" + hash + " -binary > " + name + ".next; mv " + name + ".next " + name
                        + ".node; }",
                "{ printf '\\000'; cat " + name + ".leaf; } | node"));
        List<Boolean> sides = proof.siblingsOnTheLeft();
        for (int i = 0; i < sides.size(); i++) {
            String sibling = "sibling " + (i + 1);
            String own = "cat " + name + ".node";
            commands.add(
                    "{ printf '\\001'; " + (sides.get(i) ? sibling + "; " + own : own + "; " + sibling) + "; } | node");
        }
        commands.add("test \"$(sed -n 2p checkpoint.txt)\" = " + proof.size());
        commands.add("test \"$(openssl base64 -A -in " + name + ".node)\" = \"$(sed -n 3p checkpoint.txt)\"");
        text.block(commands.toArray(String[]::new));
    }

    void timestamp() {
        text.say(
                """

                ## 时间戳 / The time stamp

                A time-stamp authority (RFC 3161) saw `checkpoint.txt` at the time that is printed, so all that the checkpoint covers
                existed by then. Put the certificate that you got from that authority here as `tsa.pem`. Without it the one inside
                the time stamp is taken, which proves no more than that the time stamp is whole.
                时间戳证明检查点在所示时间已存在;请将您自行取得的时间戳机构证书保存为 `tsa.pem`,否则仅检查完整性。

                """);
        text.block(
                "openssl ts -reply -in timestamp.tsr -text | grep -i 'time stamp:'",
                "if test -f tsa.pem; then cp tsa.pem timestamp.pem; else",
                "  openssl ts -reply -in timestamp.tsr -token_out | openssl pkcs7 -inform DER -print_certs -out timestamp.pem",
                "fi",
                "openssl ts -verify -data checkpoint.txt -in timestamp.tsr -CAfile timestamp.pem \\\n  -partial_chain -no_check_time");
    }
}
