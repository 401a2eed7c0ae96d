package org.shuqiao.routes;

import jakarta.jms.ConnectionFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.agreements.Attestors;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.platforms.DepositPlaces;
import org.shuqiao.routes.platforms.PartnerCertificates;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.webhooks.WebhookRules;

/**
 * What the journeys are made of.
 *
 * @param connections a pooling connection factory of the broker
 * @param places of the platforms that are not called
 * @param keys of this gateway: they sign statements and make pseudonyms
 * @param partners who may certify platforms and the parties of agreements
 * @param attestors officers who may attest that a party signed an agreement on paper
 * @param log the transparency log
 * @param webhooks where centers may have messages brought to
 * @param gatewayName of this gateway, in statements and leases
 */
public record JourneyParts(
        Ledger ledger,
        ConnectionFactory connections,
        Datasets datasets,
        PlatformDirectory platforms,
        DepositPlaces places,
        KeyStore keys,
        PartnerCertificates partners,
        Attestors attestors,
        LogParts log,
        WebhookRules webhooks,
        String gatewayName,
        Duration sweepEvery,
        Clock clock,
        SecureRandom random) {}
