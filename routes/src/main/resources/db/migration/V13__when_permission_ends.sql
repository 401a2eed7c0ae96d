-- What happens when permission ends: revocations with their notices, and what has to be done about transfers afterwards.

-- One row for each revocation, from its notice on.
CREATE TABLE revocation (
    agreement    text NOT NULL,
    version      integer NOT NULL,
    noticed_at   timestamptz NOT NULL DEFAULT now(),
    effective_at timestamptz NOT NULL,
    -- Whether what has arrived is to be taken down and what we keep is to be deleted.
    deletes      boolean NOT NULL,
    actor        text NOT NULL,
    reason       text NOT NULL,
    -- A notice lapses when its version ends before it takes effect.
    outcome      text CHECK (outcome IN ('REVOKED', 'LAPSED')),
    -- What the center was told of it last.
    told         text CHECK (told IN ('NOTICED', 'REVOKED')),
    inbox_cleared_at timestamptz,
    PRIMARY KEY (agreement, version),
    FOREIGN KEY (agreement, version) REFERENCES agreement
);
CREATE INDEX revocation_due ON revocation (effective_at) WHERE outcome IS NULL;
CREATE INDEX revocation_untold ON revocation (noticed_at) WHERE outcome IS NULL AND told IS NULL
    OR outcome = 'REVOKED' AND told IS DISTINCT FROM 'REVOKED';
CREATE INDEX revocation_deletes ON revocation (agreement) WHERE outcome = 'REVOKED' AND deletes;

-- What an agreement wants done after a transfer that it binds. Rows are written with the statement, only for agreements that ask for it.
CREATE TABLE transfer_duty (
    transfer      uuid NOT NULL,
    agreement     text NOT NULL,
    version       integer NOT NULL,
    duty          text NOT NULL CHECK (duty IN ('STOP_AND_DELETE', 'RETENTION')),
    lane          bytea NOT NULL,
    -- Null while it waits for something else than a time.
    due_at        timestamptz,
    -- When we did our part, and when nothing is left to do: a platform may still have to take it down.
    acted_at      timestamptz,
    done_at       timestamptz,
    -- The submission that takes it down.
    taken_down_by uuid,
    PRIMARY KEY (transfer, agreement, duty)
);
CREATE INDEX transfer_duty_of_agreement ON transfer_duty (agreement, transfer) WHERE acted_at IS NULL;
CREATE INDEX transfer_duty_due ON transfer_duty (due_at) WHERE acted_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX transfer_duty_in_lane ON transfer_duty (lane);
CREATE INDEX transfer_duty_taken_down ON transfer_duty (taken_down_by) WHERE taken_down_by IS NOT NULL AND done_at IS NULL;
CREATE INDEX transfer_duty_open ON transfer_duty (transfer) WHERE acted_at IS NOT NULL AND done_at IS NULL;

-- Agreements may demand the consent of the enterprise that a record is about, whichever it is.
CREATE INDEX consent_of_owner ON consent (center, owner, dataset);

-- A notice of the gateway itself came in no batch and has no statement.
ALTER TABLE inbox_message
    ALTER COLUMN batch DROP NOT NULL,
    ALTER COLUMN salt DROP NOT NULL,
    ALTER COLUMN original_hash DROP NOT NULL,
    ALTER COLUMN statement DROP NOT NULL,
    ALTER COLUMN signature DROP NOT NULL,
    ALTER COLUMN signing_chain DROP NOT NULL,
    ADD CONSTRAINT inbox_message_source CHECK (num_nonnulls(batch, salt, original_hash, statement, signature, signing_chain) IN (0, 6));
