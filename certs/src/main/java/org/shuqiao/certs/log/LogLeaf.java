package org.shuqiao.certs.log;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One leaf of the transparency log: canonical JSON (RFC 8785) whose member {@code type} says what it records. Holds hashes, ids
 * and names of accounts, never anything of a payload. Hashes are SM3 in lower-case hexadecimal, times are UTC to the millisecond.
 * Immutable.
 *
 * <p>Every factory throws {@link IllegalArgumentException} when what it is given makes a leaf longer than {@link #MAX_BYTES}.
 */
public final class LogLeaf {
    /** The longest leaf: what an entry bundle can hold. */
    public static final int MAX_BYTES = EntryBundle.MAX_ENTRY_BYTES;

    private static final Pattern RULE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final String type;
    private final byte[] bytes;

    private LogLeaf(String type, ObjectNode members) {
        this.type = type;
        this.bytes = CanonicalJson.bytes(members.put("type", type));
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a leaf of the log has at most " + MAX_BYTES + " bytes");
        }
    }

    /**
     * The leaf of a signed transfer: {@code {"signatureHash","statementHash","transferId","type":"transfer"}}.
     *
     * @param statement the signed bytes
     * @param signature their DER signature
     */
    public static LogLeaf transfer(UUID transferId, byte[] statement, byte[] signature) {
        return new LogLeaf(
                "transfer",
                members()
                        .put("signatureHash", Sm3.hex(signature))
                        .put("statementHash", Sm3.hex(statement))
                        .put("transferId", transferId.toString()));
    }

    /**
     * The leaf of a platform's answer: {@code {"receiptHash","signatureHash","stage","transferId","type":"receipt"}}.
     *
     * @param stage which answer it is, for example {@code STORED}
     * @param document the answer, byte for byte
     * @param signature its signature as it is kept; empty for an answer without one
     */
    public static LogLeaf receipt(UUID transferId, String stage, byte[] document, byte[] signature) {
        return new LogLeaf(
                "receipt",
                members()
                        .put("receiptHash", Sm3.hex(document))
                        .put("signatureHash", Sm3.hex(signature))
                        .put("stage", stage)
                        .put("transferId", transferId.toString()));
    }

    /**
     * The leaf of what officers have entered of a paper: {@code
     * {"documentHash","signatureHash","transferId","type":"entered-receipt"}}.
     *
     * @param document what they have entered, as the gateway signed it
     * @param signature its DER signature
     */
    public static LogLeaf enteredReceipt(UUID transferId, byte[] document, byte[] signature) {
        return new LogLeaf(
                "entered-receipt",
                members()
                        .put("documentHash", Sm3.hex(document))
                        .put("signatureHash", Sm3.hex(signature))
                        .put("transferId", transferId.toString()));
    }

    /**
     * The leaf of a message that a platform sent to a center: {@code {"messageId","signatureHash","statementHash","type":"return"}}.
     *
     * @param statement the signed bytes
     * @param signature their DER signature
     */
    public static LogLeaf returned(UUID messageId, byte[] statement, byte[] signature) {
        return new LogLeaf(
                "return",
                members()
                        .put("messageId", messageId.toString())
                        .put("signatureHash", Sm3.hex(signature))
                        .put("statementHash", Sm3.hex(statement)));
    }

    /**
     * The leaf of our own answer to a platform's batch: {@code {"batch","receiptHash","signatureHash","type":"return-receipt"}}.
     *
     * @param batch our own id of the batch, not the platform's
     * @param document the answer, byte for byte
     * @param signature its DER signature
     */
    public static LogLeaf returnReceipt(UUID batch, byte[] document, byte[] signature) {
        return new LogLeaf(
                "return-receipt",
                members()
                        .put("batch", batch.toString())
                        .put("receiptHash", Sm3.hex(document))
                        .put("signatureHash", Sm3.hex(signature)));
    }

    /**
     * The leaf of a payload that was deleted for good: {@code {"at","messageId","payloadHash","rule","type":"deletion"}}.
     *
     * @param payloadHashHex SM3 of the payload, as in the message's statement
     * @param rule why it was deleted: a letter, then at most 63 letters, digits, {@code .}, {@code _} and {@code -}
     * @param at when
     */
    public static LogLeaf deletion(UUID messageId, String payloadHashHex, String rule, Instant at) {
        return deletionOf("messageId", messageId, payloadHashHex, rule, at);
    }

    /** The same of a payload that went out: {@code {"at","payloadHash","rule","transferId","type":"deletion"}}. */
    public static LogLeaf transferDeletion(UUID transferId, String payloadHashHex, String rule, Instant at) {
        return deletionOf("transferId", transferId, payloadHashHex, rule, at);
    }

    private static LogLeaf deletionOf(String idMember, UUID id, String payloadHashHex, String rule, Instant at) {
        return new LogLeaf(
                "deletion",
                members()
                        .put("at", TIME.format(at))
                        .put(idMember, id.toString())
                        .put("payloadHash", payloadHashHex)
                        .put("rule", requireRule(rule)));
    }

    /**
     * The leaf of a file that was deleted for good with the last record that named it: {@code
     * {"at","attachmentId","rule","sm3","type":"attachment-deletion"}}.
     *
     * @param sm3Hex SM3 of the file, as records named it
     * @param rule as of {@link #deletion}
     */
    public static LogLeaf attachmentDeletion(UUID attachmentId, String sm3Hex, String rule, Instant at) {
        return new LogLeaf(
                "attachment-deletion",
                members()
                        .put("at", TIME.format(at))
                        .put("attachmentId", attachmentId.toString())
                        .put("rule", requireRule(rule))
                        .put("sm3", sm3Hex));
    }

    private static String requireRule(String rule) {
        if (!RULE.matcher(rule).matches()) {
            throw new IllegalArgumentException("not the name of a rule of deletion");
        }
        return rule;
    }

    /**
     * The leaf of a statement that no longer speaks for its transfer: {@code
     * {"at","reason","statementHash","transferId","type":"void"}}.
     */
    public static LogLeaf voided(UUID transferId, String statementHashHex, String reason, Instant at) {
        return new LogLeaf(
                "void",
                members()
                        .put("at", TIME.format(at))
                        .put("reason", reason)
                        .put("statementHash", statementHashHex)
                        .put("transferId", transferId.toString()));
    }

    /**
     * The leaf of a duty after a transfer that was not kept in time: {@code
     * {"agreement","at","dueAt","duty","statementHash","transferId","type":"breach","version"}}.
     *
     * @param duty as agreements call it, for example {@code receipt_within}
     * @param at when it was found
     */
    public static LogLeaf breach(
            UUID transferId,
            String statementHashHex,
            String agreement,
            long version,
            String duty,
            Instant dueAt,
            Instant at) {
        return new LogLeaf(
                "breach",
                members()
                        .put("agreement", agreement)
                        .put("at", TIME.format(at))
                        .put("dueAt", TIME.format(dueAt))
                        .put("duty", duty)
                        .put("statementHash", statementHashHex)
                        .put("transferId", transferId.toString())
                        .put("version", version));
    }

    /**
     * The leaf of an officer's word that a duty was done which nobody but people can see done: {@code
     * {"actor","agreement","at","duty","of","proofHash","type":"duty-closed","version"}}.
     *
     * @param duty as agreements call it, for example {@code report_use}
     * @param of the transfer, or the number of the period that is reported on
     * @param proofHashHex SM3 of what the officer has seen: a report, or the proof of a deletion
     * @param actor the account that closed it
     */
    public static LogLeaf dutyClosed(
            String duty, String agreement, long version, String of, String proofHashHex, String actor, Instant at) {
        return new LogLeaf(
                "duty-closed",
                act(actor, at)
                        .put("agreement", agreement)
                        .put("duty", duty)
                        .put("of", of)
                        .put("proofHash", proofHashHex)
                        .put("version", version));
    }

    /**
     * The leaf of a step in the life of an agreement: {@code
     * {"actor","agreement","agreementHash","at","event","type":"agreement-event","version"}}.
     *
     * @param agreementHashHex SM3 of the agreement's content
     * @param event what happened, for example {@code ACTIVATED}
     * @param actor the account that did it
     */
    public static LogLeaf agreementEvent(
            String agreement, long version, String agreementHashHex, String event, String actor, Instant at) {
        return new LogLeaf(
                "agreement-event",
                act(actor, at)
                        .put("agreement", agreement)
                        .put("agreementHash", agreementHashHex)
                        .put("event", event)
                        .put("version", version));
    }

    /**
     * The leaf of an officer's decision: {@code
     * {"actor","at","decision","payloadHash","transferId","type":"quarantine-decision"}}.
     *
     * @param payloadHashHex SM3 of the payload that was judged
     * @param actor the account that decided
     */
    public static LogLeaf quarantineDecision(
            UUID transferId, String payloadHashHex, String decision, String actor, Instant at) {
        return new LogLeaf(
                "quarantine-decision",
                act(actor, at)
                        .put("decision", decision)
                        .put("payloadHash", payloadHashHex)
                        .put("transferId", transferId.toString()));
    }

    /**
     * The leaf of an officer's answer on a transfer that needs a person's approval: {@code
     * {"actor","at","decision","payloadHash","transferId","type":"approval-decision"}}.
     *
     * @param payloadHashHex SM3 of the payload that was asked about
     * @param actor the account that answered
     */
    public static LogLeaf approvalDecision(
            UUID transferId, String payloadHashHex, String decision, String actor, Instant at) {
        return new LogLeaf(
                "approval-decision",
                act(actor, at)
                        .put("decision", decision)
                        .put("payloadHash", payloadHashHex)
                        .put("transferId", transferId.toString()));
    }

    /**
     * The leaf of an operator's act: {@code {"action","actor","at","target","type":"operator-action"}}.
     *
     * @param target id of what it was done to
     * @param actor the account that did it
     */
    public static LogLeaf operatorAction(String action, String target, String actor, Instant at) {
        return new LogLeaf(
                "operator-action", act(actor, at).put("action", action).put("target", target));
    }

    /**
     * The leaf of a step in the life of a key: {@code
     * {"actor","at","certificateHash","event","keyId","role","type":"key-event"}}.
     *
     * @param certificateHashHexOrEmpty SM3 of the DER certificate, or empty while the key has none
     * @param actor the account that did it
     */
    public static LogLeaf keyEvent(
            String keyId, String role, String certificateHashHexOrEmpty, String event, String actor, Instant at) {
        return new LogLeaf(
                "key-event",
                act(actor, at)
                        .put("certificateHash", certificateHashHexOrEmpty)
                        .put("event", event)
                        .put("keyId", keyId)
                        .put("role", role));
    }

    private static ObjectNode members() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode act(String actor, Instant at) {
        return members().put("actor", actor).put("at", TIME.format(at));
    }

    /** Returns what kind of event the leaf records, for example {@code transfer}. */
    public String type() {
        return type;
    }

    /** Returns the canonical JSON bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the 32-byte leaf hash of RFC 6962 with SM3 in place of SHA-256: SM3(0x00 ‖ bytes). */
    public byte[] hash() {
        return hash(LogHash.SM3);
    }

    /** Returns the 32-byte leaf hash in a log of this hash. */
    public byte[] hash(LogHash hash) {
        return hash.leaf(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogLeaf that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "LogLeaf[" + type + "]";
    }
}
