package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** That the agreements are those that the statement names, that they bind these parties, and that both have signed them. */
final class AgreementChecks {
    private static final List<String> PARTIES = List.of("provider", "consumer");
    private static final List<String> NOT_SIGNED = List.of("id", "status", "signatures");

    private final EvidenceFiles files;
    private final Believed believed;
    private final PaperChecks papers;

    AgreementChecks(EvidenceFiles files, Believed believed) {
        this.files = files;
        this.believed = believed;
        this.papers = new PaperChecks(files, believed);
    }

    void run(Findings findings) {
        findings.check("agreements", this::allNamed);
        for (String name : files.agreements()) {
            findings.check(name, () -> agreement(name));
            findings.check(name + ".parties", () -> parties(name));
            for (String party : files.parties(name)) {
                findings.check(name + "." + party, () -> countersignature(name, party));
            }
            for (String party : files.partiesOnPaper(name)) {
                findings.check(name + "." + party, () -> papers.attested(name, party));
            }
        }
    }

    private String allNamed() throws CheckFailed {
        List<String> hashes = files.statement().agreements().stream()
                .map(Statement.Agreement::hash)
                .sorted()
                .toList();
        var here = new ArrayList<String>();
        for (String name : files.agreements()) {
            here.add(Sm3.hex(files.read(name + ".content.json")));
        }
        here.sort(null);
        if (!here.equals(hashes)) {
            throw new CheckFailed("the agreements are not exactly those that the statement names");
        }
        return hashes.size() + " named by the statement, all here";
    }

    private String agreement(String name) throws CheckFailed {
        byte[] content = files.read(name + ".content.json");
        JsonNode document = files.json(name + ".json");
        if (!(document.deepCopy() instanceof ObjectNode signed)) {
            throw new CheckFailed(name + ".json is no JSON object");
        }
        signed.remove(NOT_SIGNED);
        if (!Arrays.equals(CanonicalJson.bytes(signed), content)) {
            throw new CheckFailed(name + ".content.json is not the signed part of " + name + ".json");
        }
        String hash = Sm3.hex(content);
        Statement.Agreement named = files.statement().agreements().stream()
                .filter(agreement -> agreement.hash().equals(hash))
                .findFirst()
                .orElseThrow(() -> new CheckFailed("the statement does not name the SM3 of " + name + ".content.json"));
        require(document.path("id").asString("").equals(named.id()), name, "id");
        require(signed.path("version").asLong(0) == named.version(), name, "version");
        requireParties(name, signed);
        return named.id() + " version " + named.version() + " is what the statement names";
    }

    /** Who provides is who sends: the center, or of a return the platform. */
    private void requireParties(String name, JsonNode signed) throws CheckFailed {
        boolean returned = files.isReturn();
        requireParty(
                name,
                signed.at(returned ? "/consumer/usci" : "/provider/usci"),
                files.statement().center());
        requireParty(
                name,
                signed.at(returned ? "/provider/platform" : "/consumer/platform"),
                files.statement().platform());
        if (returned && !signed.path("direction").asString("").equals("in")) {
            throw new CheckFailed(name + ".json does not speak of what comes back");
        }
    }

    private static void require(boolean same, String name, String member) throws CheckFailed {
        if (!same) {
            throw new CheckFailed(name + ".json has another " + member + " than the statement says");
        }
    }

    private static void requireParty(String name, JsonNode party, String expected) throws CheckFailed {
        if (!expected.equals(party.asString(""))) {
            throw new CheckFailed(name + ".json is between other parties than those of the statement");
        }
    }

    /** What stands in the document about signatures must be what the files hold, and nothing beside it. */
    private String parties(String name) throws CheckFailed, CertificateRefused {
        List<String> signed = files.parties(name);
        List<String> onPaper = files.partiesOnPaper(name);
        for (String party : PARTIES) {
            if (!signed.contains(party) && !onPaper.contains(party)) {
                throw new CheckFailed("there is no signature of the " + party);
            }
        }
        if (signed.containsAll(PARTIES) && isOfOneHolder(name)) {
            throw new CheckFailed("one key or one holder has signed for both parties");
        }
        JsonNode listed = files.json(name + ".json").path("signatures");
        if (listed.size() != signed.size() + onPaper.size()) {
            throw new CheckFailed(name + ".json lists other signatures than are here");
        }
        Iterator<String> nextSigned = signed.iterator();
        Iterator<String> nextOnPaper = onPaper.iterator();
        for (JsonNode one : listed) {
            boolean paper = one.path("kind").asString("").equals(PaperChecks.KIND);
            Iterator<String> next = paper ? nextOnPaper : nextSigned;
            if (!next.hasNext()) {
                throw new CheckFailed(name + ".json lists other signatures than are here");
            }
            if (paper) {
                papers.requireListed(name, next.next(), one);
            } else {
                requireListed(name + "." + next.next(), name, one);
            }
        }
        String text = signed.isEmpty() ? "signed" : "signed by " + String.join(" and ", signed);
        return onPaper.isEmpty() ? text : text + ", on paper by " + String.join(" and ", onPaper);
    }

    private boolean isOfOneHolder(String name) throws CheckFailed, CertificateRefused {
        return !files.chain(name + "." + PARTIES.get(0) + ".chain.pem")
                .isOfAnotherHolder(files.chain(name + "." + PARTIES.get(1) + ".chain.pem"));
    }

    private void requireListed(String file, String name, JsonNode listed) throws CheckFailed, CertificateRefused {
        String signature = Base64.getEncoder().encodeToString(files.read(file + ".signature.der"));
        byte[] pem = listed.path("certificate").asString("").getBytes(StandardCharsets.US_ASCII);
        if (!listed.path("party").asString("").equals(file.substring(name.length() + 1))
                || !listed.path("signature").asString("").equals(signature)
                || !believed.parsed(pem).equals(files.chain(file + ".chain.pem"))) {
            throw new CheckFailed(name + ".json lists another signature than " + file + ".signature.der");
        }
    }

    /** An agreement may outlive the certificates that it was signed with: they must have been valid once, all together. */
    private String countersignature(String name, String party)
            throws CheckFailed, CertificateRefused, SignatureRefused {
        String file = name + "." + party;
        byte[] content = files.read(name + ".content.json");
        CertificateChain chain = files.chain(file + ".chain.pem");
        JsonNode named = files.json(name + ".content.json").path(party);
        String serial = named.path("cert_sn").asString("");
        String issuer = named.path("cert_issuer").asString(chain.leafIssuer());
        believed.requireSignature(
                chain, SignatureProfile.DEFAULT_USER_ID, content, files.read(file + ".signature.der"));
        believed.requirePath(chain, chain.validFrom());
        if (!chain.leafSerialHex().equals(serial.toUpperCase(Locale.ROOT))
                || !chain.leafIssuer().equals(issuer)) {
            throw new CheckFailed("signed with another certificate than the agreement names");
        }
        return "signed by " + chain.leafSubject();
    }
}
