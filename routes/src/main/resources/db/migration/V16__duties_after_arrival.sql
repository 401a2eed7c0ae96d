-- What agreements want once a transfer has arrived: a receipt in time, a notice to the center, the consumer's copy deleted.
ALTER TABLE transfer_duty
    DROP CONSTRAINT transfer_duty_duty_check,
    ADD CONSTRAINT transfer_duty_duty_check
        CHECK (duty IN ('STOP_AND_DELETE', 'RETENTION', 'RECEIPT_WITHIN', 'NOTIFY', 'DELETE_AFTER')),
    -- How long after the end of the send it is due. Since that end is not known yet when the row is written, due_at says when to look.
    ADD COLUMN within interval,
    -- When it was found that it was not kept in time.
    ADD COLUMN breached_at timestamptz;
CREATE INDEX transfer_duty_breached ON transfer_duty (transfer) WHERE breached_at IS NOT NULL AND done_at IS NULL;
