package org.shuqiao.routes;

import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.steps.CheckAgreement;
import org.shuqiao.routes.steps.CheckConsent;
import org.shuqiao.routes.steps.ComparedClock;
import org.shuqiao.routes.steps.Dictionaries;
import org.shuqiao.routes.steps.NewRows;

/**
 * What the routes of one gateway share, made once of its {@link JourneyParts}.
 *
 * @param rows makes the ledger's rows of records
 * @param clock that decisions are made by
 */
record RouteParts(
        JourneyParts journeys,
        Uuid7 ids,
        NewRows rows,
        Hints hints,
        Desensitiser desensitiser,
        AgreementBook agreements,
        Dictionaries dictionaries,
        TransparencyLog log,
        PlatformSteps platforms,
        Committers committers,
        ComparedClock clock) {

    CheckAgreement checkAgreement() {
        return new CheckAgreement(agreements, ids, clock);
    }

    CheckConsent checkConsent() {
        return new CheckConsent(journeys.datasets(), journeys.ledger().consents(), clock);
    }

    /** The catalogue of maskings in use, as statements name it. */
    Statement.Mapping maskingCatalogue() {
        return new Statement.Mapping(desensitiser.maskingId(), Sm3.hex(desensitiser.maskingSource()));
    }
}
