package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.MalformedCheckpoint;
import org.shuqiao.certs.log.SignedCheckpoint;
import tools.jackson.databind.JsonNode;

/** The files of evidence that somebody handed in, read on demand and always with the same answer. Nothing of it is proven. */
final class EvidenceFiles {
    private final Map<String, byte[]> members;
    private final Believed believed;
    private final Map<String, CertificateChain> chains = new HashMap<>();
    private final Map<String, JsonNode> documents = new HashMap<>();
    private @Nullable Statement statement;
    private @Nullable SignedCheckpoint checkpoint;
    private @Nullable InclusionFile inclusion;

    EvidenceFiles(Map<String, byte[]> members, Believed believed) {
        this.members = members;
        this.believed = believed;
    }

    Map<String, byte[]> all() {
        return members;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    byte[] read(String name) throws CheckFailed {
        byte[] content = members.get(name);
        if (content == null) {
            throw new CheckFailed(name + " is missing");
        }
        return content;
    }

    /** Reads the statement, and says what is wrong with it. */
    Statement readStatement() throws CheckFailed {
        if (statement == null) {
            try {
                statement = Statement.parse(read(EvidenceMembers.STATEMENT));
            } catch (MalformedStatement e) {
                throw new CheckFailed("statement.json: " + e.getMessage());
            }
        }
        return statement;
    }

    /** Returns the statement for a check of something else, which cannot be made without it. */
    Statement statement() throws CheckFailed {
        try {
            return readStatement();
        } catch (CheckFailed unreadable) {
            throw new CheckFailed("not looked at, since statement.json cannot be read");
        }
    }

    /** Says whether the statement can be read and is of a message that came back; all else is judged as a transfer. */
    boolean isReturn() {
        try {
            return readStatement().type() == Statement.Type.RETURN;
        } catch (CheckFailed unreadable) {
            return false;
        }
    }

    /** Says whether a deletion stands in the place of the payload. */
    boolean isWithheld() throws CheckFailed {
        return has(EvidenceMembers.DELETION) && !has(EvidenceMembers.payload(statement()));
    }

    Deletion deletion() throws CheckFailed {
        try {
            return Deletion.parse(read(EvidenceMembers.DELETION));
        } catch (IllegalArgumentException e) {
            throw new CheckFailed("deletion.json: " + e.getMessage());
        }
    }

    SignedCheckpoint checkpoint() throws CheckFailed {
        if (checkpoint == null) {
            try {
                checkpoint = SignedCheckpoint.parse(read(EvidenceMembers.CHECKPOINT));
            } catch (MalformedCheckpoint e) {
                throw new CheckFailed("checkpoint.txt: " + e.getMessage());
            }
        }
        return checkpoint;
    }

    InclusionFile inclusion() throws CheckFailed {
        if (inclusion == null) {
            try {
                inclusion = InclusionFile.parse(read(EvidenceMembers.INCLUSION));
            } catch (IllegalArgumentException e) {
                throw new CheckFailed("inclusion.json: " + e.getMessage());
            }
        }
        return inclusion;
    }

    /** Returns what {@code inclusion.json} says of a part. */
    InclusionFile.Entry entry(String part) throws CheckFailed {
        InclusionFile.Entry entry = inclusion().of(part);
        if (entry == null) {
            throw new CheckFailed("inclusion.json says nothing of the " + part);
        }
        return entry;
    }

    CertificateChain chain(String name) throws CheckFailed, CertificateRefused {
        CertificateChain chain = chains.get(name);
        if (chain == null) {
            chain = believed.parsed(read(name));
            chains.put(name, chain);
        }
        return chain;
    }

    JsonNode json(String name) throws CheckFailed {
        JsonNode document = documents.get(name);
        if (document == null) {
            try {
                document = StrictJson.parse(read(name), StrictJson.MAX_DOCUMENT_BYTES);
            } catch (IllegalArgumentException e) {
                throw new CheckFailed(name + ": " + e.getMessage());
            }
            documents.put(name, document);
        }
        return document;
    }

    /** Returns the start of the file names of each agreement. */
    List<String> agreements() {
        var names = new ArrayList<String>();
        for (String name = "agreement"; has(name + ".json"); name = "agreement-" + (names.size() + 1)) {
            names.add(name);
        }
        return names;
    }

    /** Returns the roles that have signed an agreement, in the order of the files. */
    List<String> parties(String agreement) {
        return members.keySet().stream()
                .filter(name -> name.startsWith(agreement + ".") && name.endsWith(".signature.der"))
                .map(name -> name.substring(agreement.length() + 1, name.length() - ".signature.der".length()))
                .filter(party -> Evidence.PARTY.matcher(party).matches())
                .toList();
    }

    /** Returns the roles that have signed an agreement on paper, in the order of the files. */
    List<String> partiesOnPaper(String agreement) {
        return members.keySet().stream()
                .filter(name -> name.startsWith(agreement + ".") && name.endsWith(EvidenceMembers.PAPER))
                .map(name -> name.substring(agreement.length() + 1, name.length() - EvidenceMembers.PAPER.length()))
                .filter(party -> Evidence.PARTY.matcher(party).matches())
                .toList();
    }

    PaperAttestation attestation(String agreement, String party) throws CheckFailed {
        String file = agreement + "." + party + EvidenceMembers.PAPER;
        try {
            return PaperAttestation.parse(read(file));
        } catch (IllegalArgumentException e) {
            throw new CheckFailed(file + ": " + e.getMessage());
        }
    }

    /** Returns the start of the file names of each officer who attests a party's signature on paper. */
    List<String> officers(String agreement, String party) {
        var names = new ArrayList<String>();
        for (String name = officer(agreement, party, 1);
                isSigned(name);
                name = officer(agreement, party, names.size() + 1)) {
            names.add(name);
        }
        return names;
    }

    private static String officer(String agreement, String party, int number) {
        return agreement + "." + PaperCountersignature.officer(party, number);
    }

    /** Returns the start of the file names of each receipt. */
    List<String> receipts() {
        return numbered("receipt-");
    }

    /** Returns the start of the file names of each paper that officers have entered. */
    List<String> enteredReceipts() {
        return numbered(Evidence.ENTERED);
    }

    EnteredReceipt enteredReceipt(String name) throws CheckFailed {
        try {
            return EnteredReceipt.parse(read(name + ".json"));
        } catch (IllegalArgumentException e) {
            throw new CheckFailed(name + ".json: " + e.getMessage());
        }
    }

    /** Returns the start of the file name of each breach. */
    List<String> breaches() {
        return numbered("breach-");
    }

    private List<String> numbered(String kind) {
        var names = new ArrayList<String>();
        for (String name = kind + 1; has(name + ".json"); name = kind + (names.size() + 1)) {
            names.add(name);
        }
        return names;
    }

    Breach breach(String name) throws CheckFailed {
        try {
            return Breach.parse(read(name + ".json"));
        } catch (IllegalArgumentException e) {
            throw new CheckFailed(name + ".json: " + e.getMessage());
        }
    }

    boolean isSigned(String name) {
        return has(name + ".signature.der");
    }

    Instant receivedAt(String receipt) throws CheckFailed {
        String file = receipt + ".received";
        try {
            return Times.parse(new String(read(file), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new CheckFailed(file + ": " + e.getMessage());
        }
    }

    /** Returns the user id of a platform's signature. */
    String userId(String receipt) throws CheckFailed {
        String file = receipt + ".userid";
        return has(file) ? new String(read(file), StandardCharsets.UTF_8) : SignatureProfile.DEFAULT_USER_ID;
    }
}
