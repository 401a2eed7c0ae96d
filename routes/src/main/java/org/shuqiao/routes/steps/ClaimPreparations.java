package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.hints.Hint;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparationLedger;
import org.shuqiao.routes.ledger.ReceivedContent;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a hint into work: claims what still waits, finds its records, and splits by platform. */
public final class ClaimPreparations {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimPreparations.class);

    private final PreparationLedger ledger;
    private final HandedOver handedOver;
    private final Datasets datasets;
    private final PlatformDirectory platforms;
    private final KeyStore keys;
    private final ComparedClock clock;

    public ClaimPreparations(
            PreparationLedger ledger,
            HandedOver handedOver,
            Datasets datasets,
            PlatformDirectory platforms,
            KeyStore keys,
            ComparedClock clock) {
        this.ledger = ledger;
        this.handedOver = handedOver;
        this.datasets = datasets;
        this.platforms = platforms;
        this.keys = keys;
        this.clock = clock;
    }

    /** What is hinted at while a key is missing or the clock is wrong stays as it is; the sweeper finds it later. */
    public List<ClaimedRecord> claim(byte[] message) {
        if (!keys.missing().isEmpty() || !clock.isRight()) {
            return List.of();
        }
        Hint hint = Hint.parse(message);
        List<Preparation> claimed =
                switch (hint.subject()) {
                    case SUBMISSIONS -> ledger.claimSubmissions(hint.ids());
                    case TRANSFERS -> ledger.claimPendingTransfers(hint.ids());
                };
        Map<UUID, HandedOver.Held> records = records(claimed);
        List<ClaimedRecord> work = new ArrayList<>(claimed.size());
        for (Preparation preparation : claimed) {
            HandedOver.Held held = records.get(preparation.submission());
            if (held != null) {
                for (PlatformAccess platform : destinations(platforms, preparation)) {
                    work.add(new ClaimedRecord(preparation, platform, held.record(), held.originalHash()));
                }
            }
        }
        return work;
    }

    /**
     * Where a preparation goes: every platform of its dataset, the only one it concerns, or the one whose transfer is prepared anew. Nowhere
     * where a start of the gateway did not find that one any more: the preparation is claimed again and again until it is back, and what
     * was claimed with it does not wait.
     */
    static List<PlatformAccess> destinations(PlatformDirectory platforms, Preparation preparation) {
        Preparation.Again again = preparation.transfer();
        String one = again == null ? preparation.only() : again.platform();
        if (one == null) {
            return platforms.forDataset(preparation.dataset());
        }
        List<PlatformAccess> known = platforms.find(one).stream().toList();
        if (known.isEmpty()) {
            LOG.warn("{} waits for a platform that this gateway does not know", preparation.submission());
        }
        return known;
    }

    private Map<UUID, HandedOver.Held> records(List<Preparation> claimed) {
        Map<UUID, HandedOver.Held> records = new HashMap<>();
        Map<UUID, String> missing = new HashMap<>();
        for (Preparation preparation : claimed) {
            HandedOver.Held held = handedOver.take(preparation.submission());
            if (held == null) {
                missing.put(preparation.submission(), preparation.dataset());
            } else {
                records.put(preparation.submission(), held);
            }
        }
        if (!missing.isEmpty()) {
            for (ReceivedContent content : ledger.contents(missing.keySet())) {
                Dataset dataset = datasets.find(missing.getOrDefault(content.submission(), ""))
                        .orElseThrow();
                records.put(
                        content.submission(),
                        new HandedOver.Held(
                                dataset.reread(content.body()),
                                Sm3.hex(content.salt(), content.body()),
                                content.body().length));
            }
        }
        return records;
    }
}
