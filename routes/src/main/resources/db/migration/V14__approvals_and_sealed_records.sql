-- Transfers that a person must approve before they may leave. The payload is kept as long as the question is open, for the officer
-- to see exactly what is approved; who has decided, and on which payload, is kept.
CREATE TABLE approval (
    transfer     uuid PRIMARY KEY,
    payload_hash bytea NOT NULL,
    payload      bytea,
    asked_at     timestamptz NOT NULL DEFAULT now(),
    decision     text CHECK (decision IN ('APPROVE', 'REFUSE', 'OVERDUE')),
    reason       text,
    decided_by   text,
    decided_at   timestamptz,
    CHECK ((payload IS NULL) = (decision IS NOT NULL))
);
CREATE INDEX approval_open ON approval (asked_at) WHERE decision IS NULL;

-- Records that their center has marked as important data or as a state secret: nothing of them goes on. What they say is sealed under
-- the master key, in parts, until an officer destroys it.
CREATE TABLE sealed_record (
    id           uuid PRIMARY KEY,
    center       text NOT NULL,
    dataset      text NOT NULL,
    mark         text NOT NULL CHECK (mark IN ('CLASS_IMPORTANT', 'STATE_SECRET')),
    fingerprint  bytea NOT NULL,
    content      bytea[],
    sealed_at    timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    destroyed_by text,
    reason       text,
    CHECK ((content IS NULL) = (destroyed_at IS NOT NULL))
);
-- The same bytes of the same center are sealed once, however often they are sent.
CREATE UNIQUE INDEX sealed_record_once ON sealed_record (center, fingerprint) WHERE content IS NOT NULL;
CREATE INDEX sealed_record_open ON sealed_record (id) WHERE content IS NOT NULL;
