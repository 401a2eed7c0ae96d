-- Bodies that look at what was sent, one after the other, before it is taken.

-- What a body says stands in the receipt that says it: several receipts of one stage, one of each body.
ALTER TABLE receipt ADD COLUMN reviewed_by text NOT NULL DEFAULT '';
ALTER TABLE receipt ADD COLUMN review jsonb;
ALTER TABLE receipt ADD CHECK ((reviewed_by = '') = (review IS NULL));
ALTER TABLE receipt DROP CONSTRAINT receipt_pkey;
ALTER TABLE receipt ADD PRIMARY KEY (transfer, stage, reviewed_by);

-- The order in which receipts came, also within one transaction. Of those from before only the time is known.
CREATE SEQUENCE receipt_came;
ALTER TABLE receipt ADD COLUMN came bigint;
ALTER TABLE receipt ALTER COLUMN came SET DEFAULT nextval('receipt_came');

-- Records that were returned: until their center is told, and which transfer corrects them.
CREATE TABLE review_return (
    transfer     uuid PRIMARY KEY,
    lane         bytea NOT NULL,
    version      bigint NOT NULL,
    told_at      timestamptz,
    corrected_by uuid
);
CREATE INDEX review_return_in_lane ON review_return (lane);
CREATE INDEX review_return_corrected ON review_return (corrected_by);
CREATE INDEX review_return_untold ON review_return (transfer) WHERE told_at IS NULL;
