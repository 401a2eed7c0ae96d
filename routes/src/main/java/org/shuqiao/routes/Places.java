package org.shuqiao.routes;

import java.time.Clock;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.DepositPlaces;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.queues.QueuePlace;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.tables.TablePlace;

/** The places that a gateway has doors for. */
public final class Places implements DepositPlaces {
    private final Clock clock;

    public Places(Clock clock) {
        this.clock = clock;
    }

    /** @throws IllegalArgumentException for a transport that it has no door for, or an address that is none of it */
    @Override
    public DepositPlace open(PlatformAccess access) {
        Transport transport = access.platform().descriptor().transport();
        if (transport instanceof Transport.ExchangeTable table) {
            return new TablePlace(access, table, Limits.DEPOSIT_WITHIN, clock);
        }
        if (transport instanceof Transport.Jms jms) {
            return new QueuePlace(access, jms, clock);
        }
        throw new IllegalArgumentException(
                "this gateway has no door for what platform " + access.id() + " is reached by");
    }
}
