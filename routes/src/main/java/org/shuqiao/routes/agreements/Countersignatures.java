package org.shuqiao.routes.agreements;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.agreements.SignatureRules.Fault;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/**
 * Checks that both parties have signed an agreement: with SM2 over its signed bytes, by the certificate that it names; or, where it
 * names none, on paper, which two officers attest.
 */
public final class Countersignatures {
    private static final List<String> PARTIES = List.of("provider", "consumer");

    private final Supplier<TrustedCertificates> trusted;
    private final Attestors attestors;
    private final Clock clock;

    public Countersignatures(Supplier<TrustedCertificates> trusted, Attestors attestors, Clock clock) {
        this.trusted = trusted;
        this.attestors = attestors;
        this.clock = clock;
    }

    /** Takes no paper. */
    public Countersignatures(Supplier<TrustedCertificates> trusted, Clock clock) {
        this(trusted, Attestors.none(), clock);
    }

    /**
     * What is wrong with the signature of a party.
     *
     * @param pointer where in the document
     * @param rule a rule of {@link org.shuqiao.mappings.agreements.AgreementProfile#problem}
     * @param certain whether it is so for every gateway, whatever it is set to and whichever lists it has got
     */
    record Refusal(FailureCode code, String party, String pointer, String rule, boolean certain) {
        /** What is in the ledger is no agreement, or not the one that was asked for. */
        static final Refusal UNREADABLE =
                new Refusal(FailureCode.AGREEMENT_SIGNATURE, "document", "", "UNREADABLE", true);

        Failure failure(List<Violation> violations) {
            return new Failure(code, Map.of("party", party, "why", rule, "violations", violations));
        }
    }

    /**
     * Looks at the signatures of both parties as of now.
     *
     * @return {@link FailureCode#NOT_COUNTERSIGNED} where a party's signature is missing, {@link FailureCode#AGREEMENT_SIGNATURE}
     *     where one is wrong or by another certificate; empty where both hold
     * @throws Failure {@link FailureCode#AGREEMENT_INVALID} where they cannot be read
     */
    List<Refusal> refusals(AgreementDocument document) {
        return refusals(document, clock.instant(), attestors);
    }

    /**
     * Looks again at signatures that were accepted: by the time at which they were, and by all that is known now of their
     * certificates. Who may attest today says nothing about who could then.
     *
     * @param acceptedAt when this gateway or another put the agreement in force
     * @return as {@link #refusals(AgreementDocument)}
     */
    List<Refusal> refusalsOfAccepted(AgreementDocument document, Instant acceptedAt) {
        return refusals(document, acceptedAt, null);
    }

    /** What is known of certificates now; another object whenever that has changed. */
    TrustedCertificates trusted() {
        return trusted.get();
    }

    private List<Refusal> refusals(AgreementDocument document, Instant at, @Nullable Attestors asked) {
        SignatureRules rules = new SignatureRules(document, trusted.get(), asked, at);
        List<Refusal> refusals = new ArrayList<>();
        List<PartySignature> signatures = document.signatures();
        Set<String> signed = new HashSet<>();
        for (int i = 0; i < signatures.size(); i++) {
            PartySignature one = signatures.get(i);
            Fault fault = signed.add(one.party()) ? rules.fault(one) : Fault.of("SIGNED_TWICE");
            if (fault == null && SignatureRules.isOfOneHolder(one, signatures.subList(0, i))) {
                fault = Fault.of("SIGNED_BY_ONE");
            }
            if (fault != null) {
                String pointer = "/signatures/" + i + fault.below();
                refusals.add(new Refusal(
                        FailureCode.AGREEMENT_SIGNATURE, one.party(), pointer, fault.rule(), fault.certain()));
            }
        }
        for (String party : PARTIES) {
            if (!signed.contains(party)) {
                refusals.add(
                        new Refusal(FailureCode.NOT_COUNTERSIGNED, party, "/signatures", "NOT_COUNTERSIGNED", true));
            }
        }
        return refusals;
    }
}
