package org.shuqiao.certs.evidence;

import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.evidence.Parts.Agreement;

/** The section of the guide about a signature on paper. */
final class PaperGuide {
    private final GuideText text;

    PaperGuide(GuideText text) {
        this.text = text;
    }

    void paper(Agreement agreement, PaperCountersignature paper) {
        PaperAttestation attestation = paper.attestation();
        String party = agreement.name() + "." + attestation.party();
        text.say(
                """

                Signed by the %1$s on paper, dated %2$s. The paper is not here: whoever has its scan compares its SM3 with
                `%3$s`.
                Two officers attest it: both signed `%4$s.paper.json`, which names the agreement by its hash. Read their names: are
                they officers that you know?
                由%5$s纸质签署。扫描件不在本证据内,可比对其 SM3。由两名安全官见证并签名;请核对其姓名。

                """
                        .formatted(
                                attestation.party(),
                                attestation.signedOn(),
                                attestation.scan(),
                                party,
                                attestation.party().equals("provider") ? "提供方" : "接收方"));
        text.block(
                "agreement_hash=$(openssl dgst -sm3 -r " + agreement.name() + ".content.json | cut -d ' ' -f 1)",
                "grep -o \"{\\\"agreementHash\\\":\\\"$agreement_hash\\\",\\\"party\\\":\\\"" + attestation.party()
                        + "\\\",\" " + party + ".paper.json");
        for (int i = 1; i <= paper.officers().size(); i++) {
            officer(agreement.name() + "." + PaperCountersignature.officer(attestation.party(), i), party);
        }
        text.say("\nThey are two, with a key each. 两名安全官各有密钥。\n\n");
        text.block("test \"$(openssl x509 -in " + party
                + ".attested-1.chain.pem -noout -pubkey)\" \\\n  != \"$(openssl x509 -in " + party
                + ".attested-2.chain.pem -noout -pubkey)\"");
    }

    private void officer(String officer, String party) {
        text.say("\n");
        text.block(
                GuideText.certificatePath(officer + ".chain.pem", "-no_check_time"),
                "openssl x509 -in " + officer + ".chain.pem -noout -subject -serial -dates");
        text.say("\n");
        text.signature(
                officer,
                officer + ".chain.pem",
                SignatureProfile.DEFAULT_USER_ID,
                officer + ".signature.der",
                party + ".paper.json");
    }
}
