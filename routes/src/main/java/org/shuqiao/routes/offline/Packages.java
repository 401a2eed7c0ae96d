package org.shuqiao.routes.offline;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.PackageLedger;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.platforms.Batch;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.Envelope;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;
import org.shuqiao.routes.platforms.UnsentBatch;
import org.shuqiao.routes.steps.SettleTransfer;

/**
 * Packages for platforms that people carry data to. Making one sends: its transfers are claimed as for any other way, with agreement,
 * quota and window, and are UNKNOWN until a receipt comes. The archive is made from the ledger each time it is taken, always the same
 * bytes; what was deleted since is no longer to be had.
 */
public final class Packages {
    private final Map<String, PackageDesk> desks;
    private final PackageLedger ledger;
    private final ReadLedger reads;
    private final SettleTransfer settleTransfer;
    private final Uuid7 ids;
    private final Clock clock;

    public Packages(
            Map<String, PackageDesk> desks,
            PackageLedger ledger,
            ReadLedger reads,
            SettleTransfer settleTransfer,
            Uuid7 ids,
            Clock clock) {
        this.desks = Map.copyOf(desks);
        this.ledger = ledger;
        this.reads = reads;
        this.settleTransfer = settleTransfer;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Sends what waits for a platform.
     *
     * @throws Failure NOT_FOUND for a platform that nobody carries packages to, WRONG_STATE where nothing may leave for it now
     */
    public UUID make(String platform, String officer) {
        PackageDesk desk = desk(platform);
        List<Batch> batches = desk.claims().claim(ledger.waiting(platform, desk.maxRows(), desk.maxBytes()));
        if (batches.isEmpty()) {
            throw nothingToSend();
        }
        Packed packed;
        try {
            packed = pack(desk, batches);
        } catch (CertificateRefused | KeyUnavailable ours) {
            giveBack(desk, batches);
            throw notNow(ours);
        } catch (RuntimeException ours) {
            giveBack(desk, batches);
            throw ours;
        }
        if (!packed.transfers().isEmpty()) {
            // From its commit on it may be carried away, so what is in it is settled only after that.
            ledger.store(packed.id(), platform, packed.manifest(), packed.signature(), packed.transfers(), officer);
        }
        packed.envelopes()
                .forEach(envelope -> settleTransfer.settle(
                        desk.answers().read(new PlatformAnswer.Deposited<>(envelope, packed.otherwise()))));
        if (packed.transfers().isEmpty()) {
            throw nothingToSend();
        }
        return packed.id();
    }

    /** Platforms that people carry packages to. */
    public Set<String> platforms() {
        return desks.keySet();
    }

    /**
     * @return how many transfers the next package would have, if all that waits may leave
     * @throws Failure NOT_FOUND for a platform that nobody carries packages to
     */
    public int waiting(String platform) {
        PackageDesk desk = desk(platform);
        return ledger.waiting(platform, desk.maxRows(), desk.maxBytes()).size();
    }

    /** What is in a package, in its order. */
    public List<PackageLedger.Packed> packed(UUID id) {
        return ledger.packed(id);
    }

    private static Failure notNow(@Nullable Throwable cause) {
        return new Failure(FailureCode.NOT_NOW, Map.of("retryAfterSeconds", 60), cause);
    }

    private static Failure nothingToSend() {
        return new Failure(FailureCode.WRONG_STATE, Map.of("what", "package", "needs", "READY transfers"));
    }

    /** Nothing of them has left. */
    private void giveBack(PackageDesk desk, List<Batch> batches) {
        batches.forEach(batch ->
                settleTransfer.settle(desk.answers().read(new UnsentBatch(batch, ReasonCode.CALL_SECRET_UNAVAILABLE))));
    }

    /** @param otherwise transfers that are not in it, since their file is gone */
    private record Packed(
            UUID id,
            byte[] manifest,
            byte[] signature,
            List<UUID> transfers,
            List<Envelope> envelopes,
            Map<UUID, Laid> otherwise) {}

    private Packed pack(PackageDesk desk, List<Batch> batches) throws CertificateRefused {
        UUID id = ids.next();
        PackageManifest manifest =
                PackageManifest.begin(id, desk.access().id(), desk.access().clientId(), clock.instant());
        List<Envelope> envelopes = new ArrayList<>();
        Map<UUID, Laid> otherwise = new HashMap<>();
        List<Deposit.Row> packed = new ArrayList<>();
        for (Batch batch : batches) {
            if (!(desk.envelopes().build(batch) instanceof Envelope envelope)) {
                throw notNow(null);
            }
            envelopes.add(envelope);
            for (Deposit.Row row : ((Deposit) envelope.freight()).rows()) {
                Optional<Attachment> attachment = desk.files().attachment(row);
                if (attachment.isPresent() && !desk.files().isThere(attachment.get())) {
                    otherwise.put(row.key(), Laid.REFUSED);
                } else {
                    manifest.add(row, desk.files().resource(row), desk.files().of(row, attachment.orElse(null)));
                    packed.add(row);
                }
            }
        }
        manifest.addAgreements(packed);
        manifest.add(manifest.proofList());
        byte[] bytes = manifest.bytes();
        List<UUID> transfers = packed.stream().map(Deposit.Row::key).toList();
        return new Packed(id, bytes, desk.signature().sign(bytes), transfers, envelopes, otherwise);
    }

    private PackageDesk desk(String platform) {
        PackageDesk desk = desks.get(platform);
        if (desk == null) {
            throw unknown("platform");
        }
        return desk;
    }

    private static Failure unknown(String what) {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", what));
    }

    /**
     * Newest first.
     *
     * @param before the last of the page before; null for the first page
     */
    public List<PackageLedger.Made> list(String platform, @Nullable UUID before, int limit) {
        desk(platform);
        return ledger.list(platform, before, limit);
    }

    /** @throws Failure NOT_FOUND */
    public PackageLedger.Stored find(UUID id) {
        return ledger.find(id).orElseThrow(() -> unknown("package"));
    }

    /**
     * Writes the archive of a package. Who takes it stands in the log.
     *
     * @throws Failure NOT_FOUND, before anything is written, where the package or something in it is not there (any more)
     * @throws IOException where it broke off, or is not what was signed
     */
    public void write(UUID id, String officer, OutputStream out) throws IOException {
        PackageLedger.Stored stored = find(id);
        PackageDesk desk = desk(stored.made().platform());
        PackageManifest manifest = PackageManifest.read(stored.manifest());
        for (UUID transfer : manifest.transfers()) {
            requireThere(transfer);
        }
        ledger.recordTaken(id, officer);
        Map<String, String> sums = manifest.sums();
        PackageArchive archive = new PackageArchive(out);
        for (UUID transfer : manifest.transfers()) {
            Deposit.Row row = desk.row(reads.signedContent(transfer).orElseThrow());
            for (PackageFile file :
                    desk.files().of(row, desk.files().attachment(row).orElse(null))) {
                archive.add(asSigned(file, sums));
            }
        }
        archive.add(asSigned(manifest.proofList(), sums));
        for (PackageFile file : manifest.closing(stored.signature())) {
            archive.add(file);
        }
        archive.finish();
    }

    private void requireThere(UUID transfer) {
        boolean there = reads.signedContent(transfer)
                .filter(content -> content.payload() != null)
                .isPresent();
        if (!there) {
            throw unknown("payload");
        }
    }

    /** A transfer may have been prepared anew since, or pages may be printed otherwise by this release. */
    private static PackageFile asSigned(PackageFile file, Map<String, String> sums) throws IOException {
        if (!file.sm3().equals(sums.get(file.name()))) {
            throw new IOException("a file of a package is not what was signed");
        }
        return file;
    }
}
