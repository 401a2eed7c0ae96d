package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.evidence.Breach;
import org.shuqiao.certs.evidence.Deletion;
import org.shuqiao.certs.evidence.EnteredReceipt;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.ReadLedger.SignedTransferContent;
import org.shuqiao.routes.ledger.ReadLedger.StoredReceipt;
import org.shuqiao.routes.ledger.ReadLedger.StoredWord;

/**
 * What the log holds of a transfer, sealed by one checkpoint: the first with a time stamp that covers all of it, or the first
 * of any where none has. So the same leaves give the same edition for ever; a later receipt, or the time stamp, makes a new one.
 *
 * @param statement index of the statement's leaf
 * @param receipts those that the log holds, oldest leaf first
 * @param words of officers about papers of this statement, that the log holds, oldest leaf first
 * @param breaches those that the log holds, oldest leaf first
 * @param deleted null while the payload is here
 */
record Edition(
        StoredCheckpoint checkpoint,
        long statement,
        List<LoggedReceipt> receipts,
        List<LoggedWord> words,
        List<LoggedBreach> breaches,
        @Nullable LoggedDeletion deleted) {

    /** @param index of the receipt's leaf */
    record LoggedReceipt(StoredReceipt receipt, long index) {}

    /** @param index of the leaf of what they have entered */
    record LoggedWord(EnteredReceipt entered, StoredWord stored, long index) {}

    /** @param index of the breach's leaf */
    record LoggedBreach(Breach breach, long index) {}

    /** @param index of the deletion's leaf */
    record LoggedDeletion(Deletion deletion, long index) {}

    /**
     * The newest edition; empty while no checkpoint covers the statement, or the deletion once the payload is gone.
     *
     * @param found what was not kept in time under this statement
     * @param deletion what the log was given in the place of the payload; null while that is here
     */
    static Optional<Edition> newest(
            PublishedLeaves.Reader log,
            SignedTransferContent content,
            List<StoredReceipt> stored,
            List<StoredWord> said,
            List<Breach> found,
            @Nullable Deletion deletion) {
        PublishedLeaves leaves = log.of(content.id());
        Long statement = leaves.place(LogLeaf.transfer(content.id(), content.statement(), content.signature()));
        if (statement == null) {
            return Optional.empty();
        }
        List<LoggedReceipt> receipts = new ArrayList<>();
        for (StoredReceipt receipt : stored) {
            Long index = leaves.place(
                    LogLeaf.receipt(content.id(), receipt.stage(), receipt.document(), receipt.signature()));
            if (index != null) {
                receipts.add(new LoggedReceipt(receipt, index));
            }
        }
        receipts.sort(Comparator.comparingLong(LoggedReceipt::index));
        List<LoggedWord> words = words(leaves, content, said);
        List<LoggedBreach> breaches = breaches(leaves, found);
        long last = Stream.of(
                        receipts.stream().mapToLong(LoggedReceipt::index),
                        words.stream().mapToLong(LoggedWord::index),
                        breaches.stream().mapToLong(LoggedBreach::index))
                .flatMapToLong(indexes -> indexes)
                .reduce(statement, Math::max);
        if (deletion == null) {
            return log.sealOf(last)
                    .map(checkpoint -> new Edition(checkpoint, statement, receipts, words, breaches, null));
        }
        Long deleted = leaves.place(deletion.leaf());
        return deleted == null
                ? Optional.empty()
                : log.sealOf(Math.max(last, deleted))
                        .map(checkpoint -> new Edition(
                                checkpoint,
                                statement,
                                receipts,
                                words,
                                breaches,
                                new LoggedDeletion(deletion, deleted)));
    }

    /** A transfer that was prepared anew may have been carried before, with a statement that is none of this evidence. */
    private static List<LoggedWord> words(
            PublishedLeaves leaves, SignedTransferContent content, List<StoredWord> said) {
        String statementHash = Sm3.hex(content.statement());
        List<LoggedWord> words = new ArrayList<>();
        for (StoredWord word : said) {
            Long index = leaves.place(LogLeaf.enteredReceipt(content.id(), word.document(), word.signature()));
            if (index != null) {
                EnteredReceipt entered = EnteredReceipt.parse(word.document());
                if (entered.statementHash().equals(statementHash)) {
                    words.add(new LoggedWord(entered, word, index));
                }
            }
        }
        words.sort(Comparator.comparingLong(LoggedWord::index));
        return List.copyOf(words);
    }

    private static List<LoggedBreach> breaches(PublishedLeaves leaves, List<Breach> found) {
        List<LoggedBreach> breaches = new ArrayList<>();
        for (Breach breach : found) {
            Long index = leaves.place(breach.leaf());
            if (index != null) {
                breaches.add(new LoggedBreach(breach, index));
            }
        }
        breaches.sort(Comparator.comparingLong(LoggedBreach::index));
        return List.copyOf(breaches);
    }
}
