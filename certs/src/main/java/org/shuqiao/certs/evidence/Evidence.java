package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.TrustedCertificates;

/**
 * All that proves one transfer, as a ZIP file that a reader checks with OpenSSL 3 and the commands in its {@code VERIFY.md}, and
 * without any program of ours. The same parts give the same bytes.
 *
 * <p>Nothing is verified while writing: evidence shows what happened, also when it does not hold. For one thread; arrays that are
 * handed in are not copied and must not change before {@link #zip}.
 */
public final class Evidence {
    private static final Pattern PARTY = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final byte[] statementBytes;
    private final byte[] signature;
    private final CertificateChain chain;
    private final byte[] payload;
    private final TrustedCertificates authorities;
    private final Statement statement;
    private final List<Agreement> agreements = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();

    /**
     * Starts the evidence of a transfer.
     *
     * @param statement the signed bytes
     * @param signature their DER signature
     * @param chain certificates of the signer, leaf first
     * @param payload what was sent, byte for byte
     * @param authorities the trust anchors in use; they spare the reader a search, but prove nothing by themselves
     * @throws MalformedStatement if the statement is no {@link Statement}
     */
    public Evidence(
            byte[] statement,
            byte[] signature,
            CertificateChain chain,
            byte[] payload,
            TrustedCertificates authorities) {
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
     * @param countersignatures the SM2 signatures of the content; a party that signed on paper has none
     * @return this
     */
    public Evidence agreement(byte[] document, byte[] content, List<Countersignature> countersignatures) {
        String name = agreements.isEmpty() ? "agreement" : "agreement-" + (agreements.size() + 1);
        agreements.add(new Agreement(name, document, content, List.copyOf(countersignatures)));
        return this;
    }

    /**
     * Adds an answer that the platform did not sign.
     *
     * @param receipt the answer, byte for byte
     * @return this
     */
    public Evidence receipt(byte[] receipt) {
        receipts.add(new Receipt(receiptName(), receipt, null));
        return this;
    }

    /**
     * Adds an answer that the platform signed.
     *
     * @param receipt the signed bytes
     * @param signature their DER signature
     * @param chain certificates of the platform, leaf first
     * @param receivedAt when the answer came; its certificate must have been valid then
     * @return this
     */
    public Evidence receipt(byte[] receipt, byte[] signature, CertificateChain chain, Instant receivedAt) {
        receipts.add(new Receipt(receiptName(), receipt, new ReceiptSignature(signature, chain, receivedAt)));
        return this;
    }

    private String receiptName() {
        return "receipt-" + (receipts.size() + 1);
    }

    /** Returns the bytes of the ZIP file. */
    public byte[] zip() {
        var zip = new DeterministicZip();
        zip.add("VERIFY.md", VerifyGuide.of(statement, payloadName(), agreements, receipts));
        zip.add("statement.json", statementBytes);
        zip.add("signature.der", signature);
        zip.add("chain.pem", chain.pem());
        zip.add("ca.pem", authorities.pem());
        zip.add(payloadName(), payload);
        for (Agreement agreement : agreements) {
            zip.add(agreement.name + ".json", agreement.document);
            zip.add(agreement.name + ".content.json", agreement.content);
            for (Countersignature countersignature : agreement.countersignatures) {
                String name = agreement.name + "." + countersignature.party;
                zip.add(name + ".signature.der", countersignature.signature);
                zip.add(name + ".chain.pem", countersignature.chain.pem());
            }
        }
        for (Receipt receipt : receipts) {
            zip.add(receipt.name + ".json", receipt.bytes);
            if (receipt.signature != null) {
                zip.add(receipt.name + ".signature.der", receipt.signature.der);
                zip.add(receipt.name + ".chain.pem", receipt.signature.chain.pem());
            }
        }
        return zip.toByteArray();
    }

    private String payloadName() {
        String contentType = statement.contentType();
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "application/json" -> "payload.json";
            case "application/xml", "text/xml" -> "payload.xml";
            case "text/csv" -> "payload.csv";
            default -> "payload.bin";
        };
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

    /** An agreement and the start of its file names. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Agreement(String name, byte[] document, byte[] content, List<Countersignature> countersignatures) {}

    /** A receipt and the start of its file names. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Receipt(String name, byte[] bytes, @Nullable ReceiptSignature signature) {}

    /** What the platform signed its receipt with. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ReceiptSignature(byte[] der, CertificateChain chain, Instant receivedAt) {}
}
