-- The officers' desk. `details` holds, for each hit, an excerpt in which every secret is masked, and the keyed hash of the finding; both
-- go when the quarantine ends. `redacted` are the source paths of texts that officers had redacted; they stay so for this transfer.
-- Towards a platform that the public sees, one officer proposes and another confirms.
ALTER TABLE quarantine DROP CONSTRAINT quarantine_decision_check;
ALTER TABLE quarantine
    ADD CONSTRAINT quarantine_decision_check CHECK (decision IN ('RELEASE', 'REDACT', 'WITHHOLD', 'EXPIRE')),
    ADD COLUMN details         jsonb,
    ADD COLUMN redacted        text[] NOT NULL DEFAULT '{}',
    ADD COLUMN proposal        text CHECK (proposal IN ('RELEASE', 'REDACT')),
    ADD COLUMN proposed_by     text,
    ADD COLUMN proposed_reason text,
    ADD COLUMN proposed_at     timestamptz,
    ADD CHECK ((proposal IS NULL) = (proposed_by IS NULL));
-- What waits is searched again, since nobody has kept what officers see from now on.
UPDATE transfer SET state = 'PENDING', wake_at = now(), changed_at = now() WHERE state = 'QUARANTINED';
CREATE INDEX quarantine_open ON quarantine (entered_at) WHERE details IS NOT NULL;

-- Which transfers in quarantine hold the same finding: a keyed hash of center, field, kind and normal form.
CREATE TABLE quarantine_finding (
    finding  bytea NOT NULL,
    transfer uuid NOT NULL,
    PRIMARY KEY (finding, transfer)
);
CREATE INDEX quarantine_finding_of ON quarantine_finding (transfer);

-- Decisions on many transfers at once go by the plans of other acts on many.
ALTER TABLE bulk_plan DROP CONSTRAINT bulk_plan_action_check;
ALTER TABLE bulk_plan
    ADD CONSTRAINT bulk_plan_action_check CHECK (action IN ('REPLAY', 'ABANDON', 'RELEASE', 'REDACT', 'WITHHOLD'));
