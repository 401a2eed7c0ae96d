package org.shuqiao.routes.offline;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.evidence.EnteredReceipt;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.EnteredReceiptLedger;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Entered;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Paper;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Word;
import org.shuqiao.routes.ledger.PackageLedger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.steps.Limits;

/**
 * A paper from a platform, entered by one officer and confirmed by another. What comes of it is the word of two officers about a scan, signed
 * by this gateway: it says so in its type, and is nowhere a receipt of the platform.
 */
public final class EnterReceipt {
    private static final ZoneId CALENDAR = ZoneId.of("Asia/Shanghai");

    private final EnteredReceiptLedger ledger;
    private final PackageLedger packages;
    private final Signer signer;
    private final String gateway;
    private final Uuid7 ids;
    private final Clock clock;

    /** @param signer of this gateway's statements */
    public EnterReceipt(
            EnteredReceiptLedger ledger,
            PackageLedger packages,
            Signer signer,
            String gateway,
            Uuid7 ids,
            Clock clock) {
        this.ledger = ledger;
        this.packages = packages;
        this.signer = signer;
        this.gateway = gateway;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Failure NOT_FOUND for an unknown package, ATTACHMENTS_FULL */
    public void keep(UUID packageId, PackageLedger.Scan scan, String officer) {
        UUID known = known(packageId).made().id();
        packages.keep(known, scan, Limits.SCANS_PER_PACKAGE, officer);
    }

    /** @throws Failure NOT_FOUND */
    public PackageLedger.Scan scan(UUID packageId, String sm3) {
        return packages.scan(packageId, sm3)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "scan")));
    }

    /** Scans of a package, oldest first, without their contents. */
    public List<PackageLedger.ScanEntry> scans(UUID packageId) {
        return packages.scans(packageId);
    }

    /**
     * @return what another officer has to confirm
     * @throws Failure NOT_FOUND for an unknown package or scan, BAD_REQUEST for a paper that is older than the package, WRONG_STATE for transfers that are not in it or have a paper that waits
     */
    public Entered enter(UUID packageId, Paper paper, String officer) {
        Instant madeAt = known(packageId).made().madeAt();
        if (paper.receivedOn().isBefore(LocalDate.ofInstant(madeAt, CALENDAR))) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("member", "receivedOn"));
        }
        PackageLedger.Scan unused = scan(packageId, paper.scan());
        UUID id = ids.next();
        ledger.enter(id, packageId, paper, officer);
        return find(packageId, id);
    }

    private PackageLedger.Stored known(UUID packageId) {
        return packages.find(packageId)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "package")));
    }

    /** Oldest first. */
    public List<Entered> of(UUID packageId) {
        return ledger.of(known(packageId).made().id(), Limits.PAPERS_SHOWN);
    }

    /** @throws Failure NOT_FOUND, WRONG_STATE where it is confirmed already */
    public void withdraw(UUID packageId, UUID id, String officer) {
        if (!ledger.withdraw(find(packageId, id), officer)) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "receipt", "needs", "a paper that waits"));
        }
    }

    /**
     * @throws Failure NOT_FOUND, FOUR_EYES for the one who entered it, WRONG_STATE where it is confirmed already, NOT_NOW while there is
     *     no key to sign with
     */
    public Entered confirm(UUID packageId, UUID id, String officer) {
        Entered entered = find(packageId, id);
        PackageLedger.Stored carried = known(packageId);
        try {
            Signer pinned = signer.pinned();
            List<Word> words = entered.paper().transfers().stream()
                    .map(transfer -> word(entered, transfer, officer, carried, pinned))
                    .toList();
            ledger.confirm(entered, words, pinned.chain().pem(), officer);
        } catch (KeyUnavailable missing) {
            throw new Failure(FailureCode.NOT_NOW, Map.of("retryAfterSeconds", 60), missing);
        }
        return find(packageId, id);
    }

    /** @throws Failure NOT_FOUND */
    public Entered find(UUID packageId, UUID id) {
        return ledger.find(id)
                .filter(entered -> entered.packageId().equals(packageId))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "receipt")));
    }

    /** What both say of one transfer, as it was carried. */
    private Word word(Entered entered, UUID transfer, String officer, PackageLedger.Stored carried, Signer pinned) {
        Paper paper = entered.paper();
        String statementHash = Objects.requireNonNull(
                PackageManifest.read(carried.manifest()).sums().get(PackageFiles.statement(transfer)),
                "a package lists the statement of each transfer in it");
        byte[] document = new EnteredReceipt(
                        entered.id(),
                        entered.packageId(),
                        transfer,
                        statementHash,
                        carried.made().platform(),
                        paper.stage(),
                        paper.reference(),
                        paper.receivedOn(),
                        paper.reasons(),
                        paper.scan(),
                        entered.enteredBy(),
                        officer,
                        clock.instant(),
                        gateway)
                .bytes();
        return new Word(transfer, document, pinned.sign(document));
    }
}
