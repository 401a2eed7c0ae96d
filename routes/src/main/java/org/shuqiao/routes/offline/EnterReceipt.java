package org.shuqiao.routes.offline;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.EnteredReceiptLedger;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Entered;
import org.shuqiao.routes.ledger.PackageLedger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.steps.Limits;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A paper from a platform, entered by one officer and confirmed by another. What comes of it is the word of two officers about a scan, signed
 * by this gateway: it says so in its type, and is nowhere a receipt of the platform.
 */
public final class EnterReceipt {
    static final String TYPE = "shuqiao.entered-receipt.v1";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final EnteredReceiptLedger ledger;
    private final PackageLedger packages;
    private final Signer signer;
    private final String gateway;
    private final Uuid7 ids;

    /** @param signer of this gateway's statements */
    public EnterReceipt(EnteredReceiptLedger ledger, PackageLedger packages, Signer signer, String gateway, Uuid7 ids) {
        this.ledger = ledger;
        this.packages = packages;
        this.signer = signer;
        this.gateway = gateway;
        this.ids = ids;
    }

    /** @throws Failure NOT_FOUND for an unknown package, ATTACHMENTS_FULL */
    public void keep(UUID packageId, PackageLedger.Scan scan, String officer) {
        requireKnown(packageId);
        packages.keep(packageId, scan, Limits.SCANS_PER_PACKAGE, officer);
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
     * @throws Failure NOT_FOUND for an unknown package or scan, WRONG_STATE for transfers that are not in it or have a paper that waits
     */
    public Entered enter(UUID packageId, EnteredReceiptLedger.Paper paper, String officer) {
        requireKnown(packageId);
        PackageLedger.Scan unused = scan(packageId, paper.scan());
        UUID id = ids.next();
        ledger.enter(id, packageId, paper, officer);
        return find(packageId, id);
    }

    private void requireKnown(UUID packageId) {
        if (packages.find(packageId).isEmpty()) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "package"));
        }
    }

    /** Oldest first. */
    public List<Entered> of(UUID packageId) {
        requireKnown(packageId);
        return ledger.of(packageId, Limits.PAPERS_SHOWN);
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
        byte[] document = document(entered, officer);
        try {
            Signer pinned = signer.pinned();
            ledger.confirm(
                    entered, document, pinned.sign(document), pinned.chain().pem(), officer);
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

    private byte[] document(Entered entered, String officer) {
        ObjectNode document = JSON.createObjectNode()
                .put("type", TYPE)
                .put("receiptId", entered.id().toString())
                .put("packageId", entered.packageId().toString())
                .put("stage", entered.paper().stage())
                .put("reference", entered.paper().reference())
                .put("receivedOn", entered.paper().receivedOn().toString())
                .put("gateway", gateway)
                .put("enteredBy", entered.enteredBy())
                .put("confirmedBy", officer)
                .put("scan", entered.paper().scan());
        ArrayNode transfers = document.putArray("transfers");
        entered.paper().transfers().forEach(transfer -> transfers.add(transfer.toString()));
        ArrayNode reasons = document.putArray("reasons");
        entered.paper().reasons().forEach(reasons::add);
        return CanonicalJson.bytes(document);
    }
}
