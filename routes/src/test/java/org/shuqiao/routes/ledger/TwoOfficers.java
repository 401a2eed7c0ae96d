package org.shuqiao.routes.ledger;

import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.agreements.AgreementOffice;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.DraftLedger.OpenLimits;
import org.springframework.jdbc.core.JdbcTemplate;

/** The keys of two officers, since one cannot put an agreement in force. */
public final class TwoOfficers {
    /** Brings agreements; the id of a key. */
    public static final String ONE = "officer-1";

    /** Of the same person as {@link #ONE}. */
    public static final String ONE_AGAIN = "officer-1b";

    /** Puts them in force. */
    public static final String OTHER = "officer-2";

    public static final OpenLimits MANY = new OpenLimits(1000, 1000);

    private TwoOfficers() {}

    /** Issues their keys, without the leaf of an issue. */
    public static void enrol(JdbcTemplate jdbc) {
        jdbc.update(
                """
                INSERT INTO api_key (id, secret_hash, role, label, holder)
                VALUES (?, '', 'OFFICER', 'test', '李雷'), (?, '', 'OFFICER', 'test', '李雷'), (?, '', 'OFFICER', 'test', '韩梅梅')
                ON CONFLICT DO NOTHING
                """,
                ONE,
                ONE_AGAIN,
                OTHER);
    }

    /** One brings it, the other puts it in force. */
    public static void putInForce(AgreementOffice office, byte[] signed) {
        StoredAgreement brought = office.draft(signed, ONE);
        office.activate(brought.id(), brought.version(), null, OTHER);
    }

    /** The same, past every check of its content. */
    public static void putInForce(Ledger ledger, StoredAgreement agreement, @Nullable String prev) {
        DraftLedger drafts = ledger.drafts(MANY);
        drafts.store(
                new StoredAgreement(
                        agreement.id(),
                        agreement.version(),
                        AgreementState.COUNTERSIGNED,
                        agreement.center(),
                        agreement.platform(),
                        agreement.validFrom(),
                        agreement.validUntil(),
                        agreement.hash(),
                        agreement.document()),
                prev,
                ONE);
        drafts.activate(agreement.id(), agreement.version(), null, OTHER, stored -> prev);
    }
}
