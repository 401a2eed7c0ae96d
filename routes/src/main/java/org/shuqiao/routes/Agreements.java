package org.shuqiao.routes;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.shuqiao.mappings.WorkingDays;
import org.shuqiao.mappings.agreements.AgreementProfile;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.agreements.AgreementOffice;
import org.shuqiao.routes.agreements.Countersignatures;
import org.shuqiao.routes.agreements.DecisionOrder;
import org.shuqiao.routes.agreements.RevokeAgreement;
import org.shuqiao.routes.agreements.SignatureWatch;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.steps.EndPermissions;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.WatchTerms;

/** The agreements of one gateway: the book it decides by, what officers do to them, and what time and revocations do. */
public final class Agreements {
    private final JourneyParts parts;
    private final AgreementBook book;
    private final AgreementOffice office;
    private final SignatureWatch signatures;
    private final WatchTerms terms;
    private final RevokeAgreement revocations;

    Agreements(JourneyParts parts, DecisionOrder order) {
        this.parts = parts;
        Ledger ledger = parts.ledger();
        Clock clock = parts.clock();
        AgreementProfile profile = new AgreementProfile(
                parts.datasets(), id -> parts.platforms().find(id).map(PlatformAccess::platform));
        Countersignatures countersignatures = new Countersignatures(parts.partners(), parts.attestors(), clock);
        this.book = new AgreementBook(ledger, countersignatures, order);
        this.signatures = new SignatureWatch(
                ledger.agreements(),
                ledger.signatures(),
                countersignatures,
                profile,
                parts.partners(),
                parts.gatewayName(),
                clock);
        this.office = new AgreementOffice(
                book, signatures, ledger.drafts(Limits.OPEN_AGREEMENTS), profile, countersignatures, order, clock);
        this.terms = new WatchTerms(ledger.agreementTerms(), book);
        this.revocations = new RevokeAgreement(ledger.revocations(), ledger.agreements(), WorkingDays.load(), clock);
        book.refresh();
    }

    void addTo(CamelContext camel) throws Exception {
        Ledger ledger = parts.ledger();
        camel.addRoutes(new RevocationRoute(parts.partners(), signatures, Limits.REVOCATIONS_EVERY));
        camel.addRoutes(new EndPermissionsRoute(
                new EndPermissions(
                        ledger.revocations(), ledger.afterRevocations(), ledger.retentions(), ledger.notices(), book),
                parts.sweepEvery()));
        camel.addRoutes(new AgreementTermsRoute(terms));
    }

    public AgreementBook book() {
        return book;
    }

    /** Where they are brought, signed, put in force and resumed. */
    public AgreementOffice office() {
        return office;
    }

    /** Which of them end soon. */
    public WatchTerms terms() {
        return terms;
    }

    public RevokeAgreement revocations() {
        return revocations;
    }
}
