package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.evidence.Parts.Agreement;
import org.shuqiao.certs.evidence.Parts.DeletedPayload;
import org.shuqiao.certs.evidence.Parts.Logged;
import org.shuqiao.certs.evidence.Parts.LoggedBreach;
import org.shuqiao.certs.evidence.Parts.LoggedEnteredReceipt;
import org.shuqiao.certs.evidence.Parts.LoggedReceipt;
import org.shuqiao.certs.evidence.Parts.Receipt;
import org.shuqiao.certs.log.InclusionProof;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.SignedCheckpoint;

/**
 * All that proves one transfer, or one message that came back, as a ZIP file that a reader checks with OpenSSL 3 and the commands
 * in its {@code VERIFY.md}, and without any program of ours. The same parts give the same bytes.
 *
 * <p>The statement's type says which of the two it is. A transfer has {@link #receipt}s of the platform, or {@link #enteredReceipt}s,
 * and perhaps a {@link #manifest} and {@link #breach}es; a message has our {@link #returnReceipt}. Either has, once its payload is deleted, a {@link
 * #deletion}.
 *
 * <p>Nothing is verified while writing: evidence shows what happened, also when it does not hold. Without {@link #log} it can be
 * read, but {@link EvidenceVerifier} does not accept it. For one thread; arrays that are handed in are not copied and must not
 * change before {@link #zip}.
 */
public final class Evidence {
    static final String OF_STATEMENT = "statement";
    static final String OF_RETURN_RECEIPT = "return-receipt";
    static final String OF_DELETION = "deletion";

    /** Start of the names of what officers have entered; a number follows. */
    static final String ENTERED = "receipt-entered-";

    static final Pattern PARTY = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    static final Pattern STAGE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");

    final byte[] statementBytes;
    final byte[] signature;
    final CertificateChain chain;
    final byte @Nullable [] payload;
    final byte[] authorities;
    final Statement statement;
    final List<Agreement> agreements = new ArrayList<>();
    final List<Receipt> receipts = new ArrayList<>();
    final List<LoggedEnteredReceipt> enteredReceipts = new ArrayList<>();
    final List<LoggedBreach> breaches = new ArrayList<>();

    @Nullable Logged logged;

    byte @Nullable [] timestamp;
    byte @Nullable [] manifest;

    @Nullable OwnReceipt returnReceipt;

    @Nullable DeletedPayload deleted;

    /**
     * Starts the evidence of a transfer or a message.
     *
     * @param statement the signed bytes
     * @param signature their DER signature
     * @param chain certificates of the signer, leaf first
     * @param payload what was sent, or what the center got, byte for byte; null once it was deleted
     * @param authorities the trust anchors in use; they spare the reader a search, but prove nothing by themselves
     * @throws MalformedStatement if the statement is no {@link Statement}
     */
    public Evidence(
            byte[] statement,
            byte[] signature,
            CertificateChain chain,
            byte @Nullable [] payload,
            TrustedCertificates authorities) {
        this(statement, signature, chain, payload, authorities.pem());
    }

    Evidence(
            byte[] statement, byte[] signature, CertificateChain chain, byte @Nullable [] payload, byte[] authorities) {
        this.statementBytes = statement;
        this.statement = Statement.parse(statement);
        this.signature = signature;
        this.chain = chain;
        this.payload = payload;
        this.authorities = authorities;
    }

    /**
     * Adds an agreement that the statement names.
     *
     * @param document the agreement as it is kept, with {@code id}, {@code status} and {@code signatures}
     * @param content its RFC 8785 form without these three members: what the parties signed, and what the statement's hash is of
     * @param countersignatures the SM2 signatures of the content
     * @param onPaper the signatures of parties that have signed on paper
     * @return this
     */
    public Evidence agreement(
            byte[] document,
            byte[] content,
            List<Countersignature> countersignatures,
            List<PaperCountersignature> onPaper) {
        String name = agreements.isEmpty() ? "agreement" : "agreement-" + (agreements.size() + 1);
        agreements.add(new Agreement(name, document, content, List.copyOf(countersignatures), List.copyOf(onPaper)));
        return this;
    }

    /** Adds an agreement that nobody has signed on paper; returns this. */
    public Evidence agreement(byte[] document, byte[] content, List<Countersignature> countersignatures) {
        return agreement(document, content, countersignatures, List.of());
    }

    /**
     * Adds what shows that the log holds the statement. Leaves of receipts are proved against the same checkpoint.
     *
     * @param checkpoint signed by the log; the first that covers every leaf of this edition
     * @param logChain certificates of the log's key, leaf first
     * @param ofStatement proof of {@link LogLeaf#transfer} or {@link LogLeaf#returned}
     * @return this
     */
    public Evidence log(SignedCheckpoint checkpoint, CertificateChain logChain, InclusionProof ofStatement) {
        LogLeaf leaf = leaf(statement, statementBytes, signature);
        logged = new Logged(checkpoint, logChain, new InclusionFile.Entry(OF_STATEMENT, leaf.bytes(), ofStatement));
        return this;
    }

    static LogLeaf leaf(Statement statement, byte[] bytes, byte[] signature) {
        return switch (statement.type()) {
            case TRANSFER -> LogLeaf.transfer(statement.transferId(), bytes, signature);
            case RETURN -> LogLeaf.returned(statement.transferId(), bytes, signature);
        };
    }

    /**
     * Adds a time stamp of the checkpoint.
     *
     * @param response DER {@code TimeStampResp} (RFC 3161) over the bytes of {@code checkpoint.txt}
     * @return this
     */
    public Evidence timestamp(byte[] response) {
        timestamp = response;
        return this;
    }

    /**
     * Adds the record of the call that carried the payload.
     *
     * @param json names the payload by its SM3
     * @return this
     */
    public Evidence manifest(byte[] json) {
        manifest = json;
        return this;
    }

    /**
     * Adds our answer to the batch in which the platform sent the message.
     *
     * @return this
     */
    public Evidence returnReceipt(OwnReceipt receipt) {
        returnReceipt = receipt;
        return this;
    }

    /**
     * Adds that the payload was deleted, in place of the payload.
     *
     * @param proof of {@link Deletion#leaf}, against the checkpoint of {@link #log}
     * @return this
     */
    public Evidence deletion(Deletion deletion, InclusionProof proof) {
        deleted = new DeletedPayload(
                deletion, new InclusionFile.Entry(OF_DELETION, deletion.leaf().bytes(), proof));
        return this;
    }

    /**
     * Adds what was not kept in time after the transfer; returns this.
     *
     * @param proof of {@link Breach#leaf}, against the checkpoint of {@link #log}
     */
    public Evidence breach(Breach breach, InclusionProof proof) {
        String name = "breach-" + (breaches.size() + 1);
        breaches.add(new LoggedBreach(
                breach, new InclusionFile.Entry(name, breach.leaf().bytes(), proof)));
        return this;
    }

    /**
     * Adds what officers have entered of a paper; returns this.
     *
     * @param signature the gateway's DER signature of {@link EnteredReceipt#bytes}
     * @param chain certificates of the gateway, leaf first
     * @param proof of {@link LogLeaf#enteredReceipt}, against the checkpoint of {@link #log}
     */
    public Evidence enteredReceipt(
            EnteredReceipt entered, byte[] signature, CertificateChain chain, InclusionProof proof) {
        LogLeaf leaf = LogLeaf.enteredReceipt(statement.transferId(), entered.bytes(), signature);
        String name = ENTERED + (enteredReceipts.size() + 1);
        enteredReceipts.add(new LoggedEnteredReceipt(
                entered, signature, chain, new InclusionFile.Entry(name, leaf.bytes(), proof)));
        return this;
    }

    /**
     * Adds an answer of the platform.
     *
     * @param receipt the answer, byte for byte
     * @param signature what the platform signed it with; null where it does not sign
     * @param receivedAt when the answer came; its certificate must have been valid then. Kept to the millisecond
     * @param stage as in the leaf: a letter, then at most 31 letters, digits, {@code _} and {@code -}
     * @param proof of {@link LogLeaf#receipt} over the DER signature (no bytes where there is none), against the checkpoint of
     *     {@link #log}; null while no checkpoint covers it
     * @return this
     */
    public Evidence receipt(
            byte[] receipt,
            @Nullable ReceiptSignature signature,
            Instant receivedAt,
            String stage,
            @Nullable InclusionProof proof) {
        if (!STAGE.matcher(stage).matches()) {
            throw new IllegalArgumentException("not the name of a receipt's stage");
        }
        byte[] signed = signature == null ? new byte[0] : signature.der;
        LogLeaf leaf = LogLeaf.receipt(statement.transferId(), stage, receipt, signed);
        receipts.add(new Receipt(
                receiptName(),
                receipt,
                signature,
                Times.toMillis(receivedAt),
                proof == null
                        ? null
                        : new LoggedReceipt(stage, new InclusionFile.Entry(receiptName(), leaf.bytes(), proof))));
        return this;
    }

    private String receiptName() {
        return "receipt-" + (receipts.size() + 1);
    }

    /** Returns the bytes of the ZIP file. */
    public byte[] zip() {
        var zip = new DeterministicZip();
        members().forEach(zip::add);
        return zip.toByteArray();
    }

    /** Returns the files of the ZIP in their order. */
    Map<String, byte[]> members() {
        return EvidenceMembers.of(this);
    }

    /** One party's SM2 signature of an agreement. */
    public static final class Countersignature {
        final String party;
        final byte[] signature;
        final CertificateChain chain;

        /**
         * Names the parts.
         *
         * @param party the role, for example {@code provider}; becomes part of file names: lower-case letters, digits and hyphens
         * @param signature DER signature of the agreement's content
         * @param chain certificates of the party, leaf first
         */
        public Countersignature(String party, byte[] signature, CertificateChain chain) {
            if (!PARTY.matcher(party).matches()) {
                throw new IllegalArgumentException("not the name of a party's role");
            }
            this.party = party;
            this.signature = signature;
            this.chain = chain;
        }
    }
}
