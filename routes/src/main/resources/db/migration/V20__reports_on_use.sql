-- Reports that consumers owe on what they did with data, and duties that an officer closes with what was seen.

-- One row for each agreement and period. The first period of a row of periods begins with an arrival; each other one follows the one
-- before, while the agreement is in force. Only the newest of them is running.
CREATE TABLE use_report (
    agreement  text NOT NULL,
    period     integer NOT NULL,
    -- Whose term it is.
    version    integer NOT NULL,
    center     text NOT NULL,
    platform   text NOT NULL,
    from_at    timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    running    boolean NOT NULL DEFAULT true,
    -- When the center was told that it is overdue.
    told_at    timestamptz,
    closed_at  timestamptz,
    closed_by  text,
    reason     text,
    proof_hash bytea,
    PRIMARY KEY (agreement, period),
    CHECK (num_nonnulls(closed_at, closed_by, reason, proof_hash) IN (0, 4))
);
CREATE UNIQUE INDEX use_report_running ON use_report (agreement) WHERE running;
CREATE INDEX use_report_over ON use_report (due_at) WHERE running;
CREATE INDEX use_report_untold ON use_report (due_at) WHERE closed_at IS NULL AND told_at IS NULL;
CREATE INDEX use_report_due ON use_report (due_at) WHERE closed_at IS NULL;
CREATE INDEX use_report_open ON use_report (agreement, period) WHERE closed_at IS NULL;

ALTER TABLE transfer_duty
    DROP CONSTRAINT transfer_duty_duty_check,
    ADD CONSTRAINT transfer_duty_duty_check
        CHECK (duty IN ('STOP_AND_DELETE', 'RETENTION', 'RECEIPT_WITHIN', 'NOTIFY', 'DELETE_AFTER', 'REPORT_USE')),
    -- Where an officer has closed it: who, why, and the SM3 of what was seen.
    ADD COLUMN closed_by text,
    ADD COLUMN reason text,
    ADD COLUMN proof_hash bytea,
    ADD CONSTRAINT transfer_duty_closed CHECK (num_nonnulls(closed_by, reason, proof_hash) IN (0, 3));
