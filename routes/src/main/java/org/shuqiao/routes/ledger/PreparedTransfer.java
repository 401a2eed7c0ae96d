package org.shuqiao.routes.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * The verdict of preparing one transfer, about to be committed.
 *
 * @param reason why the state is not READY; null for READY
 * @param agreement id of the agreement that decided, null where there was no candidate
 * @param decision JSON: what was decided, by which agreements, and what was stripped
 * @param content what was signed; null for every state but READY
 * @param residue set for QUARANTINED only
 * @param publication set for what leaves only with a consent
 * @param approval set for WAITING where a person is asked
 * @param duties what is to be done after it has left
 */
public record PreparedTransfer(
        UUID id,
        Preparation preparation,
        String platform,
        TransferState state,
        @Nullable ReasonCode reason,
        @Nullable String agreement,
        int agreementVersion,
        String decision,
        @Nullable SignedContent content,
        @Nullable SuspectedResidue residue,
        @Nullable Publication publication,
        @Nullable AskedApproval approval,
        List<DutyAfter> duties) {

    /** One about which nobody is asked, and after which nothing is to be done. */
    public PreparedTransfer(
            UUID id,
            Preparation preparation,
            String platform,
            TransferState state,
            @Nullable ReasonCode reason,
            @Nullable String agreement,
            int agreementVersion,
            String decision,
            @Nullable SignedContent content,
            @Nullable SuspectedResidue residue,
            @Nullable Publication publication) {
        this(
                id,
                preparation,
                platform,
                state,
                reason,
                agreement,
                agreementVersion,
                decision,
                content,
                residue,
                publication,
                null,
                List.of());
    }

    /** The same, about which a person is asked. */
    public PreparedTransfer asking(AskedApproval question) {
        return new PreparedTransfer(
                id,
                preparation,
                platform,
                state,
                reason,
                agreement,
                agreementVersion,
                decision,
                content,
                residue,
                publication,
                question,
                duties);
    }

    /** The same with what is to be done after it has left. */
    public PreparedTransfer owing(List<DutyAfter> owed) {
        return new PreparedTransfer(
                id,
                preparation,
                platform,
                state,
                reason,
                agreement,
                agreementVersion,
                decision,
                content,
                residue,
                publication,
                approval,
                owed);
    }

    Lane lane() {
        return new Lane(preparation.center(), preparation.dataset(), preparation.recordId(), platform);
    }

    /** The same for a version that a newer one has overtaken: nothing of it is kept that could leave. */
    PreparedTransfer superseded() {
        return superseded(ReasonCode.NEWER_VERSION);
    }

    /** The same for one that its center has taken back. */
    PreparedTransfer cancelled() {
        return superseded(ReasonCode.CANCELLED);
    }

    private PreparedTransfer superseded(ReasonCode why) {
        return new PreparedTransfer(
                id,
                preparation,
                platform,
                TransferState.SUPERSEDED,
                why,
                agreement,
                agreementVersion,
                decision,
                null,
                null,
                null);
    }

    /**
     * @param signingChain PEM, leaf first
     * @param leaf bytes of the log leaf; {@code leafHash} is its RFC 6962 leaf hash
     */
    public record SignedContent(
            byte[] payload,
            String contentType,
            byte[] statement,
            byte[] signature,
            byte[] signingChain,
            UUID leafId,
            byte[] leaf,
            byte[] leafHash) {}

    /**
     * @param hits JSON: kind and place of each hit, never its value
     * @param details JSON: for each hit an excerpt without secrets and the keyed hash of the finding; for officers only, while they judge
     */
    public record SuspectedResidue(byte[] payloadHash, String hits, String details) {}

    /** @param payload what the approval is for, byte for byte; {@code payloadHash} is its SM3 */
    public record AskedApproval(byte[] payloadHash, byte[] payload) {}
}
