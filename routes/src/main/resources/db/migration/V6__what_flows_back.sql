-- What platforms send to centers: bookings, showcase content, monitoring series, models, matches. The bytes that a platform sent are
-- never kept, since they hold what the agreement masks; their salted hash is in each message's statement.

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
    UNIQUE (platform, dataset, center, record_id, version),
    CHECK ((payload IS NULL) = (deleted_at IS NOT NULL))
);
CREATE INDEX inbox_message_to_delete ON inbox_message (delete_at) WHERE delete_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX inbox_message_of_record ON inbox_message (center, dataset, record_id);

-- How far a platform that is asked for what it has was read, and what it seems to have lost.
CREATE TABLE poll_cursor (
    platform   text PRIMARY KEY,
    after_seq  bigint NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE poll_gap (
    platform text NOT NULL,
    seq      bigint NOT NULL,
    seen_at  timestamptz NOT NULL,
    given_up_at timestamptz,
    PRIMARY KEY (platform, seq)
);
