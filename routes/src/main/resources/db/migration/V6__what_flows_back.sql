-- What platforms send to centers: bookings, showcase content, monitoring series, models, matches. The bytes that a platform sent are
-- never kept, since they hold what the agreement masks; their salted hash is in each message's statement.

-- One of the two parties of an agreement is the center, whichever way data goes.
ALTER TABLE agreement RENAME COLUMN provider TO center;

-- A batch as it was answered, committed with all that it brought: the same batch again gets the same receipt.
CREATE TABLE return_batch (
    platform      text NOT NULL,
    batch_id      text NOT NULL,
    id            uuid NOT NULL UNIQUE,
    dataset       text NOT NULL,
    body_hash     bytea NOT NULL,
    rows          integer NOT NULL,
    accepted      integer NOT NULL,
    http_status   integer NOT NULL,
    receipt       bytea NOT NULL,
    signature     bytea NOT NULL,
    signing_chain bytea NOT NULL REFERENCES signing_chain,
    received_at   timestamptz NOT NULL,
    PRIMARY KEY (platform, batch_id)
);

-- The place of each center's inbox. Its row lock orders the writers, so places have no gaps and become visible in their order.
CREATE TABLE inbox (
    center     text PRIMARY KEY REFERENCES center,
    last_seq   bigint NOT NULL DEFAULT 0,
    acked_seq  bigint NOT NULL DEFAULT 0,
    acked_at   timestamptz,
    CHECK (acked_seq <= last_seq)
);

CREATE TABLE inbox_message (
    id                uuid PRIMARY KEY,
    center            text NOT NULL REFERENCES inbox,
    seq               bigint NOT NULL,
    platform          text NOT NULL,
    dataset           text NOT NULL,
    record_id         text NOT NULL,
    version           bigint NOT NULL,
    batch             uuid NOT NULL REFERENCES return_batch (id),
    agreement         text NOT NULL,
    agreement_version integer NOT NULL,
    decision          jsonb NOT NULL,
    salt              bytea NOT NULL,
    original_hash     bytea NOT NULL,
    -- The record after masking, canonical JSON; null once it was deleted.
    payload           bytea,
    payload_hash      bytea NOT NULL,
    statement         bytea NOT NULL,
    signature         bytea NOT NULL,
    signing_chain     bytea NOT NULL REFERENCES signing_chain,
    received_at       timestamptz NOT NULL,
    delete_at         timestamptz,
    deleted_at        timestamptz,
    UNIQUE (center, seq),
    -- Also how the newest version of a record is found.
    UNIQUE (center, platform, dataset, record_id, version),
    CHECK ((payload IS NULL) = (deleted_at IS NOT NULL))
);
CREATE INDEX inbox_message_to_delete ON inbox_message (delete_at) WHERE delete_at IS NOT NULL AND deleted_at IS NULL;

-- How far the sequence of a platform that is asked for what it has was read, and who reads it now.
CREATE TABLE poll_cursor (
    platform    text PRIMARY KEY,
    -- The highest place that was seen. Open gaps below it are asked for by themselves, so all below the lowest of them is done.
    seen_seq    bigint NOT NULL DEFAULT 0,
    lease_owner text,
    lease_until timestamptz,
    changed_at  timestamptz NOT NULL DEFAULT now()
);
-- Places that did not come (MISSING, until they come or nobody waits any longer) or whose batch was no batch of the platform (REFUSED).
CREATE TABLE poll_gap (
    platform    text NOT NULL,
    seq         bigint NOT NULL,
    reason      text NOT NULL CHECK (reason IN ('MISSING', 'REFUSED')),
    seen_at     timestamptz NOT NULL,
    given_up_at timestamptz,
    PRIMARY KEY (platform, seq)
);
CREATE INDEX poll_gap_open ON poll_gap (platform, seq) WHERE given_up_at IS NULL;
