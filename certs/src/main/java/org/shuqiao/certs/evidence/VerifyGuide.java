package org.shuqiao.certs.evidence;

import java.util.Map;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Evidence.Countersignature;
import org.shuqiao.certs.evidence.Parts.Agreement;
import org.shuqiao.certs.evidence.Parts.Receipt;

/**
 * The page that tells a reader how to check evidence with OpenSSL alone. Every {@code sh} block ends with an error if what it
 * checks does not hold, so the blocks can be run one after the other by a script as well as by hand.
 */
final class VerifyGuide {
    private final GuideText text = new GuideText();
    private final Evidence evidence;
    private final Statement statement;

    private VerifyGuide(Evidence evidence) {
        this.evidence = evidence;
        this.statement = evidence.statement;
    }

    /**
     * Writes the page.
     *
     * @param files every other file of the evidence
     */
    static byte[] of(Evidence evidence, Map<String, byte[]> files) {
        var guide = new VerifyGuide(evidence);
        guide.introduction();
        guide.files(files);
        guide.statement();
        guide.payload();
        for (Agreement agreement : evidence.agreements) {
            guide.agreement(agreement);
        }
        guide.log();
        guide.answers();
        guide.manifest();
        return guide.text.utf8();
    }

    private void introduction() {
        text.say(
                """
                # 证据核验 / How to check this evidence

                %s. Format `shuqiao.evidence.v1`.

                You need OpenSSL 3 (built with SM2 and SM3) and a POSIX shell, and no program of the gateway. Run the commands in
                this folder, in order. Each of them must succeed (exit status 0).
                只需 OpenSSL 3(含 SM2、SM3)。请在本目录依次执行下列命令,每条都必须成功。

                The signatures are SM2 with SM3, under the user id 1234567812345678 (GM/T 0009) unless another is given.

                ## 信任 / What you must trust

                `ca.pem` is here for convenience only: whoever forged this folder could have forged it too. Compare it with the
                authority's certificate that you got from the authority itself; or put yours in its place, once the list of files
                below has been checked.
                `ca.pem` 仅为方便而附;请与您从认证机构自行取得的证书比对,或在核对文件列表之后直接替换。

                """
                        .formatted(subject()));
        text.block("openssl x509 -in ca.pem -noout -subject -fingerprint -sm3");
    }

    private String subject() {
        return switch (statement.type()) {
            case TRANSFER -> "Transfer " + statement.transferId();
            case RETURN -> "Message " + statement.transferId() + " from a platform to a center (回流消息)";
        };
    }

    private void files(Map<String, byte[]> files) {
        text.say(
                """

                ## 文件 / The files

                The SM3 of every file that was put here. It finds what was damaged on the way. It proves nothing by itself, since a
                forger would write it anew. 各文件的 SM3,用于发现传输损坏;其本身不构成证明。

                """);
        var sums = new StringBuilder("cat > files.sm3 <<'END'\n");
        files.forEach((name, content) -> sums.append(FileSum.of(name, content)).append('\n'));
        text.block(
                sums.append("END").toString(), "openssl dgst -sm3 -r $(cut -d '*' -f 2 files.sm3) | diff - files.sm3");
    }

    private void statement() {
        text.say(
                """

                ## 声明 / The statement

                The signer's certificate leads to the authority and was valid at the time that the statement gives:
                %s. Read the subject: is it the gateway that you expect?
                签名证书由上述机构签发,在声明所载时间有效;请核对证书主体是否为您所知的网关。

                """
                        .formatted(statement.createdAt()));
        text.block(
                GuideText.certificatePath(
                        "chain.pem", "-attime " + statement.createdAt().getEpochSecond()),
                "openssl x509 -in chain.pem -noout -subject -serial");
        text.say("\nIt signed exactly these bytes. 签名覆盖 `statement.json` 的全部字节。\n\n");
        text.signature("signer", "chain.pem", SignatureProfile.DEFAULT_USER_ID, "signature.der", "statement.json");
    }

    private void payload() {
        if (evidence.payload == null) {
            text.say("\n## 数据 / The payload\n\nIt is not here. 数据不在本证据内。\n");
            return;
        }
        String name = EvidenceMembers.payload(statement);
        text.say(
                """

                ## 数据 / The payload

                `%s` is what %s: its SM3 is the statement's `payloadHash`. 所附数据的 SM3 与声明一致。

                """
                        .formatted(name, statement.type() == Statement.Type.TRANSFER ? "was sent" : "the center gets"));
        text.block(
                "payload_hash=$(openssl dgst -sm3 -r " + name + " | cut -d ' ' -f 1)",
                "grep -o \"\\\"payloadHash\\\":\\\"$payload_hash\\\"\" statement.json");
    }

    private void agreement(Agreement agreement) {
        String content = agreement.name() + ".content.json";
        text.say(
                """

                ## 协议 / The agreement `%1$s.json`

                `%1$s.content.json` is `%1$s.json` without `id`, `status` and `signatures`, in canonical form (RFC 8785). Its
                SM3 is the hash by which the statement names the agreement. 协议正文的 SM3 即声明所引用的协议哈希。

                """
                        .formatted(agreement.name()));
        text.block(
                "agreement_hash=$(openssl dgst -sm3 -r " + content + " | cut -d ' ' -f 1)",
                "grep -o \"\\\"hash\\\":\\\"$agreement_hash\\\"\" statement.json");
        for (Countersignature countersignature : agreement.countersignatures()) {
            String name = agreement.name() + "." + countersignature.party;
            text.say(
                    """

                    Signed by the %s. An agreement may outlive the certificates that it was signed with, so their dates are
                    printed, not checked. 协议可能长于签署证书的有效期,故此处不检查证书日期。

                    """
                            .formatted(countersignature.party));
            text.block(
                    GuideText.certificatePath(name + ".chain.pem", "-no_check_time"),
                    "openssl x509 -in " + name + ".chain.pem -noout -subject -serial -dates");
            text.say("\n");
            text.signature(
                    name, name + ".chain.pem", SignatureProfile.DEFAULT_USER_ID, name + ".signature.der", content);
        }
        for (PaperCountersignature paper : agreement.onPaper()) {
            new PaperGuide(text).paper(agreement, paper);
        }
    }

    private void log() {
        var logged = evidence.logged;
        if (logged == null) {
            text.say("\n## 日志 / The log\n\nNothing here shows that a log holds the statement. 本证据不含日志收录证明。\n");
            return;
        }
        var guide = new LogGuide(text, logged.checkpoint().checkpoint().hash());
        guide.checkpoint(logged);
        guide.statementLeaf(logged.entry(), statement);
        if (evidence.timestamp == null) {
            text.say("\nNo authority has stamped this checkpoint: only the gateway says when it was. 该检查点未加盖时间戳。\n");
        } else {
            guide.timestamp();
        }
    }

    private void answers() {
        var receipts = new ReceiptGuide(text, evidence);
        for (Receipt receipt : evidence.receipts) {
            receipts.receipt(receipt);
        }
        var papers = new EnteredReceiptGuide(text, evidence);
        evidence.enteredReceipts.forEach(papers::write);
        if (evidence.returnReceipt != null) {
            new ReturnGuide(text, evidence).receipt(evidence.returnReceipt);
        }
        if (evidence.deleted != null) {
            new DeletionGuide(text, evidence).write(evidence.deleted);
        }
        var breaches = new BreachGuide(text, evidence);
        evidence.breaches.forEach(breaches::write);
    }

    private void manifest() {
        var manifest = evidence.manifest;
        if (manifest == null) {
            return;
        }
        text.say(
                """

                ## 投递清单 / The delivery manifest

                `manifest.json` is what the gateway kept of the call that carried the payload. Nobody signed it.
                `manifest.json` 为网关留存的投递记录,未经签名。

                """);
        if (ReceiptGuide.namesPayload(manifest, statement)) {
            text.block("grep -o -i " + statement.payloadHash() + " manifest.json");
        }
    }
}
