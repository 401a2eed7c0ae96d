package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Evidence.Agreement;
import org.shuqiao.certs.evidence.Evidence.Countersignature;
import org.shuqiao.certs.evidence.Evidence.Receipt;

/**
 * The page that tells a reader how to check evidence with OpenSSL alone. Every {@code sh} block ends with an error if what it
 * checks does not hold, so the blocks can be run one after the other by a script as well as by hand.
 */
final class VerifyGuide {
    private final StringBuilder text = new StringBuilder();

    private VerifyGuide() {}

    static byte[] of(Statement statement, String payloadName, List<Agreement> agreements, List<Receipt> receipts) {
        var guide = new VerifyGuide();
        guide.introduction(statement);
        guide.statement(statement);
        guide.payload(payloadName);
        for (Agreement agreement : agreements) {
            guide.agreement(agreement);
        }
        for (Receipt receipt : receipts) {
            guide.receipt(statement, receipt);
        }
        return guide.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void introduction(Statement statement) {
        text.append(
                """
                # 证据核验 / How to check this evidence

                Transfer %s.

                You need OpenSSL 3 (built with SM2 and SM3) and a POSIX shell, and no program of the gateway. Run the commands in
                this folder, in order. Each of them must succeed (exit status 0).
                只需 OpenSSL 3(含 SM2、SM3)。请在本目录依次执行下列命令,每条都必须成功。

                The signatures are SM2 with SM3 under the user id 1234567812345678 (GM/T 0009).

                ## 信任 / What you must trust

                `ca.pem` is here for convenience only: whoever forged this folder could have forged it too. Compare it with the
                authority's certificate that you got from the authority itself, or put yours in its place.
                `ca.pem` 仅为方便而附;请与您从认证机构自行取得的证书比对,或直接替换。

                ```sh
                openssl x509 -in ca.pem -noout -subject -fingerprint -sm3
                ```
                """
                        .formatted(statement.transferId()));
    }

    private void statement(Statement statement) {
        text.append(
                """

                ## 声明 / The statement

                The signer's certificate leads to the authority and was valid at the time that the statement gives:
                %s. Read the subject: is it the gateway that you expect?
                签名证书由上述机构签发,在声明所载时间有效;请核对证书主体是否为您所知的网关。

                """
                        .formatted(statement.createdAt()));
        block(
                certificatePath("chain.pem", "-attime " + statement.createdAt().getEpochSecond()),
                "openssl x509 -in chain.pem -noout -subject -serial");
        text.append(
                """

                It signed exactly these bytes. 签名覆盖 `statement.json` 的全部字节。

                """);
        signature("signer", "chain.pem", "signature.der", "statement.json");
    }

    private void payload(String payloadName) {
        text.append(
                """

                ## 数据 / The payload

                `%s` is what was sent: its SM3 is the statement's `payloadHash`. 所附数据的 SM3 与声明一致。

                """
                        .formatted(payloadName));
        block(
                "payload_hash=$(openssl dgst -sm3 -r " + payloadName + " | cut -d ' ' -f 1)",
                "grep -o \"\\\"payloadHash\\\":\\\"$payload_hash\\\"\" statement.json");
    }

    private void agreement(Agreement agreement) {
        String content = agreement.name() + ".content.json";
        text.append(
                """

                ## 协议 / The agreement `%1$s.json`

                `%1$s.content.json` is `%1$s.json` without `id`, `status` and `signatures`, in canonical form (RFC 8785). Its
                SM3 is the hash by which the statement names the agreement. 协议正文的 SM3 即声明所引用的协议哈希。

                """
                        .formatted(agreement.name()));
        block(
                "agreement_hash=$(openssl dgst -sm3 -r " + content + " | cut -d ' ' -f 1)",
                "grep -o \"\\\"hash\\\":\\\"$agreement_hash\\\"\" statement.json");
        for (Countersignature countersignature : agreement.countersignatures()) {
            String name = agreement.name() + "." + countersignature.party;
            text.append(
                    """

                    Signed by the %s. An agreement may outlive the certificates that it was signed with, so their dates are
                    printed, not checked. 协议可能长于签署证书的有效期,故此处不检查证书日期。

                    """
                            .formatted(countersignature.party));
            block(
                    certificatePath(name + ".chain.pem", "-no_check_time"),
                    "openssl x509 -in " + name + ".chain.pem -noout -subject -serial -dates");
            text.append('\n');
            signature(name, name + ".chain.pem", name + ".signature.der", content);
        }
    }

    private void receipt(Statement statement, Receipt receipt) {
        String file = receipt.name() + ".json";
        text.append("\n## 回执 / The receipt `" + file + "`\n\n");
        var signature = receipt.signature();
        if (signature == null) {
            text.append(
                    "The platform did not sign it: it proves no more than that the gateway kept it. 平台未签名,仅为网关留存。\n");
        } else {
            text.append(
                    """
                    The platform's certificate leads to the authority and was valid when the receipt came:
                    %s. Read the subject: is it the platform that you expect?
                    平台证书由上述机构签发,在收到回执时有效;请核对证书主体是否为接收平台。

                    """
                            .formatted(signature.receivedAt()));
            String chain = receipt.name() + ".chain.pem";
            block(
                    certificatePath(chain, "-attime " + signature.receivedAt().getEpochSecond()),
                    "openssl x509 -in " + chain + " -noout -subject -serial");
            text.append("\nIt signed exactly these bytes. 签名覆盖回执的全部字节。\n\n");
            signature(receipt.name(), chain, receipt.name() + ".signature.der", file);
        }
        boolean namesPayload = new String(receipt.bytes(), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .contains(statement.payloadHash());
        if (namesPayload) {
            text.append("\nIt names the payload by its SM3. 回执载明所收数据的 SM3。\n\n");
            block("grep -o -i " + statement.payloadHash() + " " + file);
        } else {
            text.append("\nIt does not name the payload by its SM3; what it is about must be read from it.\n");
        }
    }

    private void signature(String keyName, String chain, String signature, String signed) {
        block(
                "openssl x509 -in " + chain + " -pubkey -noout > " + keyName + ".public.pem",
                "openssl dgst -sm3 -verify " + keyName + ".public.pem -sigopt distid:1234567812345678 \\\n  -signature "
                        + signature + " " + signed);
    }

    /** Without the two options that follow the file of anchors, OpenSSL would also trust what the machine trusts. */
    private static String certificatePath(String chain, String time) {
        return "openssl verify -CAfile ca.pem -no-CApath -no-CAstore -vfyopt distid:1234567812345678 \\\n  " + time
                + " -untrusted " + chain + " " + chain;
    }

    private void block(String... commands) {
        text.append("```sh\n");
        for (String command : commands) {
            text.append(command).append('\n');
        }
        text.append("```\n");
    }
}
