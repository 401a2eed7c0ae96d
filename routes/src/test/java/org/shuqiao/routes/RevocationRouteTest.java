package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.agreements.AgreementProfile;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.agreements.AgreementOffice;
import org.shuqiao.routes.agreements.Countersignatures;
import org.shuqiao.routes.agreements.DecisionOrder;
import org.shuqiao.routes.agreements.SampleAgreement;
import org.shuqiao.routes.agreements.SignatureWatch;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.TwoOfficers;
import org.shuqiao.routes.platforms.PartnerCertificates;
import org.shuqiao.routes.platforms.RevocationSource;

class RevocationRouteTest {
    private static final Instant LATER = Instant.parse("2035-01-20T00:00:00Z");

    @Test
    void aListThatSaysThatAKeyIsCompromisedSuspendsWhatItSigned(@TempDir Path keys, @TempDir Path folder)
            throws Exception {
        SampleAgreement sample = new SampleAgreement(keys);
        Path list = Files.write(folder.resolve("ca.crl"), sample.revocationList(sample.issue("other"), LATER, true));
        PartnerCertificates partners = new PartnerCertificates(
                sample.authorities(),
                List.of(new RevocationSource(list.toUri(), folder.resolve("kept.crl"))),
                Duration.ZERO);
        Duration any = Duration.ofSeconds(60);
        AgreementProfile profile = new AgreementProfile(Datasets.load());
        var rules = new Countersignatures(partners, Clock.fixed(SampleAgreement.DURING, ZoneOffset.UTC));
        try (TestDatabase database = TestDatabase.fresh();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            Ledger ledger = new Ledger(
                    database.dataSource(), "gateway-1", new Ledger.Times(any, any, any), TestDatabase.leaves());
            DecisionOrder order = new DecisionOrder((transform, than) -> than.equals("raw"), Purposes.load());
            SignatureWatch watch = new SignatureWatch(
                    ledger.agreements(), ledger.signatures(), rules, profile, partners, "gateway-1", Clock.systemUTC());
            AgreementOffice office = new AgreementOffice(
                    new AgreementBook(ledger, rules, order),
                    watch,
                    ledger.drafts(TwoOfficers.MANY),
                    profile,
                    rules,
                    order,
                    Clock.fixed(SampleAgreement.DURING, ZoneOffset.UTC));
            TwoOfficers.enrol(database.jdbc());
            TwoOfficers.putInForce(office, sample.signed());
            camel.addRoutes(new RevocationRoute(partners, watch, Duration.ofMillis(100)));
            camel.start();

            Files.write(list, sample.revocationList(sample.consumer(), LATER, true));

            await().atMost(any).untilAsserted(() -> assertThat(
                            ledger.agreements().find("A1", 1).orElseThrow().state())
                    .isEqualTo(AgreementState.SUSPENDED));
        }
    }
}
