package org.shuqiao.routes.steps;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.residue.ResidueScanner;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.ledger.Allowance;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.ledger.PreparedTransfer.SuspectedResidue;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;

/**
 * Takes a record through the very steps of preparing, for every platform of its dataset, up to the signature. Nothing is stored,
 * signed, logged or counted.
 */
public final class DryRun {
    private final PlatformDirectory platforms;
    private final CheckAgreement checkAgreement;
    private final CheckConsent checkConsent;
    private final Desensitise desensitise;
    private final MapToPlatform mapToPlatform = new MapToPlatform();
    private final ScanResidue scanResidue;
    private final ConfirmPermit confirmPermit;
    private final LookAtQuota lookAtQuota;

    public DryRun(
            PlatformDirectory platforms,
            Datasets datasets,
            CheckAgreement checkAgreement,
            CheckConsent checkConsent,
            Dictionaries dictionaries,
            DryRunMasking masking,
            LookAtQuota lookAtQuota) {
        this.platforms = platforms;
        this.checkAgreement = checkAgreement;
        this.checkConsent = checkConsent;
        this.lookAtQuota = lookAtQuota;
        Desensitiser desensitiser = new Desensitiser(masking);
        this.desensitise = new Desensitise(datasets, desensitiser, dictionaries::redaction);
        this.confirmPermit = new ConfirmPermit(desensitiser.results(), masking);
        this.scanResidue = new ScanResidue(new ResidueScanner(), dictionaries::of, masking.of("", 0)::hmacSm3);
    }

    private DryRun(DryRun other, CheckAgreement checkAgreement) {
        this.platforms = other.platforms;
        this.checkAgreement = checkAgreement;
        this.checkConsent = other.checkConsent;
        this.desensitise = other.desensitise;
        this.scanResidue = other.scanResidue;
        this.confirmPermit = other.confirmPermit;
        this.lookAtQuota = other.lookAtQuota;
    }

    /** The same with an agreement as if it were in force. */
    DryRun supposing(Agreement agreement) {
        return new DryRun(this, checkAgreement.supposing(agreement));
    }

    /** One answer for each platform of the dataset. */
    public List<Foreseen> foresee(ReadSubmission read) {
        NewSubmission row = read.row();
        Preparation preparation = new Preparation(
                row.id(),
                0,
                row.center(),
                row.dataset(),
                row.recordId(),
                row.version(),
                row.receivedAt(),
                null,
                null,
                null);
        return platforms.forDataset(row.dataset()).stream()
                .map(platform -> foresee(read, preparation, platform))
                .toList();
    }

    private Foreseen foresee(ReadSubmission read, Preparation preparation, PlatformAccess platform) {
        Walk walk = new Walk();
        try {
            PreparedTransfer permitted = walk.go(new ClaimedRecord(preparation, platform, read.record(), ""));
            return walk.told(read, permitted, "[]");
        } catch (TransferStopped stopped) {
            PreparedTransfer verdict = stopped.verdict();
            SuspectedResidue residue = verdict.residue();
            return walk.told(read, verdict, residue == null ? "[]" : residue.hits());
        }
    }

    /** One record on its way to one platform, as far as it comes. */
    private final class Walk {
        private List<Allowance> allowances = List.of();
        private @Nullable DesensitisedRecord record;
        private @Nullable PlatformPayload payload;

        /** The verdict that would be committed, were it signed. */
        PreparedTransfer go(ClaimedRecord claimed) {
            AgreedSubmission agreed = checkAgreement.check(claimed);
            allowances = AgreedAllowances.of(agreed.permit());
            record = desensitise.desensitise(checkConsent.check(agreed));
            payload = mapToPlatform.map(record);
            return confirmPermit.confirm(scanResidue.scan(payload)).ready(null);
        }

        Foreseen told(ReadSubmission read, PreparedTransfer verdict, String residue) {
            Desensitised values = record == null ? null : record.values();
            MappedPayload mapped = payload == null ? null : payload.mapped();
            return new Foreseen(
                    verdict.platform(),
                    verdict.state(),
                    verdict.reason(),
                    verdict.decision(),
                    values == null ? List.of() : FieldFates.of(read.record(), values, payload),
                    values == null ? List.of() : values.missing(),
                    mapped == null ? null : mapped.bytes(),
                    residue,
                    lookAtQuota.standing(allowances));
        }
    }
}
