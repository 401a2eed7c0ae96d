package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.evidence.Report.Facts;
import org.shuqiao.certs.evidence.Report.LogEntry;

/** Reads what there is to tell, as far as it can be read. Faults are told by the checks and not again here. */
final class ReadFacts {
    private final EvidenceFiles files;

    private ReadFacts(EvidenceFiles files) {
        this.files = files;
    }

    @FunctionalInterface
    private interface Read<T> {
        T read() throws CheckFailed, CertificateRefused;
    }

    static @Nullable Facts of(EvidenceFiles files, @Nullable Instant stampedAt) {
        var facts = new ReadFacts(files);
        var statement = orNull(files::statement);
        return statement == null
                ? null
                : new Facts(
                        statement,
                        facts.signer(EvidenceMembers.CHAIN),
                        facts.receipts(),
                        facts.enteredReceipts(),
                        facts.breaches(),
                        orNull(facts::log),
                        stampedAt,
                        orNull(facts::deletion));
    }

    private Deletion deletion() throws CheckFailed {
        if (!files.isWithheld()) {
            throw new CheckFailed("nothing stands in the place of the payload");
        }
        return files.deletion();
    }

    private List<Report.Receipt> receipts() {
        if (files.isReturn()) {
            return List.of(returnReceipt());
        }
        var receipts = new ArrayList<Report.Receipt>();
        for (String name : files.receipts()) {
            receipts.add(new Report.Receipt(
                    name,
                    orNull(() -> id(name)),
                    orNull(() -> stage(name)),
                    orNull(() -> files.receivedAt(name)),
                    files.isSigned(name) ? signer(name + ".chain.pem") : null));
        }
        return receipts;
    }

    private List<EnteredReceipt> enteredReceipts() {
        var entered = new ArrayList<EnteredReceipt>();
        for (String name : files.isReturn() ? List.<String>of() : files.enteredReceipts()) {
            EnteredReceipt one = orNull(() -> files.enteredReceipt(name));
            if (one != null) {
                entered.add(one);
            }
        }
        return entered;
    }

    private List<Breach> breaches() {
        var breaches = new ArrayList<Breach>();
        for (String name : files.isReturn() ? List.<String>of() : files.breaches()) {
            Breach breach = orNull(() -> files.breach(name));
            if (breach != null) {
                breaches.add(breach);
            }
        }
        return breaches;
    }

    private Report.Receipt returnReceipt() {
        return new Report.Receipt(
                Evidence.OF_RETURN_RECEIPT,
                orNull(() -> id(Evidence.OF_RETURN_RECEIPT)),
                null,
                orNull(() -> Times.parse(StrictJson.text(files.json(EvidenceMembers.RETURN_RECEIPT), "receivedAt"))),
                signer(EvidenceMembers.RETURN_RECEIPT_CHAIN));
    }

    private @Nullable String signer(String chain) {
        return orNull(() -> files.chain(chain).leafSubject());
    }

    private String id(String receipt) throws CheckFailed {
        return StrictJson.text(files.json(receipt + ".json"), "receiptId");
    }

    private String stage(String receipt) throws CheckFailed {
        return ReceiptChecks.stage(files.entry(receipt));
    }

    private LogEntry log() throws CheckFailed {
        var entry = files.entry(Evidence.OF_STATEMENT);
        var checkpoint = files.checkpoint().checkpoint();
        return new LogEntry(checkpoint.origin(), entry.proof().index(), checkpoint.size());
    }

    private static <T> @Nullable T orNull(Read<T> read) {
        try {
            return read.read();
        } catch (CheckFailed | CertificateRefused | RuntimeException unreadable) {
            return null;
        }
    }
}
