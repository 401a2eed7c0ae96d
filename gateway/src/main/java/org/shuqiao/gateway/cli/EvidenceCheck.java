package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;

/** Checks evidence with OpenSSL alone, against the authority as the home folder holds it and not as the evidence says. */
final class EvidenceCheck {
    private final Path folder;
    private final Path authority;
    private final Optional<OpenSsl> openSsl;

    /**
     * @param folder where evidence is unpacked, one folder a transfer
     * @param authority the trusted certificate (PEM)
     */
    EvidenceCheck(Path folder, Path authority, Optional<OpenSsl> openSsl) {
        this.folder = folder;
        this.authority = authority;
        this.openSsl = openSsl;
    }

    void explain(Story story) {
        story.say(openSsl.map(found -> "核验工具 checked with " + found.version() + ", none of our code")
                .orElse("没有 OpenSSL 3,跳过签名核验 no OpenSSL 3 on the path: signatures are not checked here"));
    }

    /**
     * Unpacks and checks the evidence of a transfer.
     *
     * @param received what the platform says it received
     */
    void check(Story story, Transfer transfer, byte[] zip, byte[] received) throws IOException, InterruptedException {
        EvidenceFolder evidence = EvidenceFolder.unpack(zip, folder.resolve(transfer.transferId()));
        story.expect(
                evidence.has("VERIFY.md")
                        && evidence.has("agreement.json")
                        && evidence.has("receipt-1.json")
                        && Arrays.equals(evidence.read("payload.json"), received),
                "证据 evidence, with the very payload that the platform received: " + evidence.path());
        if (openSsl.isPresent()) {
            check(story, transfer, evidence, openSsl.get());
        }
    }

    private void check(Story story, Transfer transfer, EvidenceFolder evidence, OpenSsl program)
            throws IOException, InterruptedException {
        Path files = evidence.path();
        String hash = program.sm3(files, "payload.json");
        boolean named = hash.equals(transfer.payloadHash())
                && new String(evidence.read("statement.json"), StandardCharsets.UTF_8)
                        .contains("\"payloadHash\":\"" + hash + "\"");
        story.expect(
                named
                        && program.certified(files, authority, "chain.pem")
                        && program.signed(files, "chain.pem", "signature.der", "statement.json"),
                "声明 statement names the payload's SM3, signed by the gateway (SM2, certificate "
                        + serial(evidence, "chain.pem") + ")");
        story.expect(
                program.certified(files, authority, "receipt-1.chain.pem")
                        && program.signed(files, "receipt-1.chain.pem", "receipt-1.signature.der", "receipt-1.json"),
                "回执 receipt signed by the platform (SM2, certificate " + serial(evidence, "receipt-1.chain.pem") + ")");
    }

    private static String serial(EvidenceFolder evidence, String chain) throws IOException {
        try {
            return CertificateChain.parse(evidence.read(chain)).leafSerialHex();
        } catch (CertificateRefused e) {
            return "unreadable";
        }
    }
}
