package org.shuqiao.simulators;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.shuqiao.simulators.SettlementSettings.SecondStage;

/**
 * The second stage (入库): some time after rows were received it writes their second receipts and hands those to the
 * callback. Thread-safe.
 */
final class Settlement implements AutoCloseable {
    private final ReceiptIssuer receipts;
    private final Clock clock;
    private final TimerThread timer = new TimerThread("settlement");
    private final ReceiptCallback callback;
    private volatile SettlementSettings settings = SettlementSettings.DEFAULT;

    /** @param gateway whom to believe to be the gateway */
    Settlement(ReceiptIssuer receipts, StrictJson json, Clock clock, SSLContext gateway) {
        this.receipts = receipts;
        this.clock = clock;
        this.callback =
                new ReceiptCallback(() -> settings.callbackUrl(), json, ReceiptCallback.Patience.DEFAULT, gateway);
    }

    SettlementSettings settings() {
        return settings;
    }

    /** Rows that were received before keep the time and the stage they were received under. */
    void change(SettlementSettings changed) {
        settings = changed;
    }

    /** Takes care of the rows that one call brought. */
    void follow(List<Effect> received) {
        SettlementSettings now = settings;
        if (now.secondStage() != SecondStage.NEVER && !received.isEmpty()) {
            String stage = now.secondStage().name();
            timer.later(now.settleAfterMillis(), () -> settle(received, stage));
        }
    }

    /** Whoever sends a row again may have missed what came after its first receipt. */
    void repeat(Effect effect) {
        List<Receipt> known = effect.receipts();
        if (known.size() > 1) {
            callback.post(known.stream().skip(1).map(receipts::told).toList());
        }
    }

    /** Brings one receipt at once. */
    void tell(Receipt later) {
        callback.post(List.of(receipts.told(later)));
    }

    @Override
    public void close() {
        timer.close();
        callback.close();
    }

    private void settle(List<Effect> received, String stage) {
        List<Receipt> settled = new ArrayList<>();
        for (Effect effect : received) {
            Receipt second =
                    receipts.issue(effect.idempotencyKey(), effect.receipt().payloadHash(), stage, clock.instant());
            effect.add(second);
            settled.add(receipts.told(second));
        }
        callback.post(settled);
    }
}
