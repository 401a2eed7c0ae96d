-- The ledger: the only truth about what was accepted, prepared, sent and received.
-- State rows are small and change; content rows are written once and hold the bytes.
-- Ids are UUIDv7, so a range of ids is a range of time: big tables are partitioned by month of their id.

CREATE TABLE center (
    usci       text PRIMARY KEY,
    name       text NOT NULL,
    region     text NOT NULL,
    dictionary text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
    id          text PRIMARY KEY,
    secret_hash bytea NOT NULL,
    role        text NOT NULL CHECK (role IN ('CENTER', 'OPERATOR', 'OFFICER', 'ADMIN')),
    center      text REFERENCES center,
    label       text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    revoked_at  timestamptz,
    CHECK ((role = 'CENTER') = (center IS NOT NULL))
);

CREATE TABLE agreement (
    id          text NOT NULL,
    version     integer NOT NULL,
    state       text NOT NULL CHECK (state IN ('DRAFT', 'ACTIVE', 'SUSPENDED', 'ENDED', 'REVOKED')),
    provider    text NOT NULL,
    platform    text NOT NULL,
    valid_from  timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    hash        bytea NOT NULL,
    document    bytea NOT NULL,
    changed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, version)
);
-- One version of an agreement is in force at a time.
CREATE UNIQUE INDEX agreement_in_force ON agreement (id) WHERE state IN ('ACTIVE', 'SUSPENDED');
CREATE INDEX agreement_parties ON agreement (provider, platform);

CREATE TABLE agreement_event (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agreement  text NOT NULL,
    version    integer NOT NULL,
    event      text NOT NULL,
    actor      text NOT NULL,
    reason     text NOT NULL,
    happened_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (agreement, version) REFERENCES agreement
);

-- Operator's switch and circuit of each platform; here because both must survive a restart.
CREATE TABLE platform (
    id                   text PRIMARY KEY,
    paused               boolean NOT NULL DEFAULT false,
    pause_reason         text NOT NULL DEFAULT '',
    consecutive_failures integer NOT NULL DEFAULT 0,
    circuit_open_until   timestamptz,
    changed_at           timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE submission (
    id          uuid NOT NULL,
    center      text NOT NULL,
    dataset     text NOT NULL,
    record_id   text NOT NULL,
    version     bigint NOT NULL,
    state       text NOT NULL CHECK (state IN ('RECEIVED', 'PREPARED')),
    received_at timestamptz NOT NULL,
    wake_at     timestamptz NOT NULL,
    lease_owner text,
    lease_until timestamptz,
    attempt     integer NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX submission_wake ON submission (wake_at) WHERE state = 'RECEIVED';
CREATE INDEX submission_of_center ON submission (center, id);

CREATE TABLE submission_content (
    id   uuid NOT NULL,
    salt bytea NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);

-- Deduplication for life: SM3 of the key -> first submission and SM3 of the bytes it came with.
CREATE TABLE submission_key (
    key        bytea PRIMARY KEY,
    submission uuid NOT NULL,
    body_hash  bytea NOT NULL
);

-- (center, dataset, record id, platform): the unit that keeps order. Its row lock orders writers of one lane.
CREATE TABLE lane (
    key             bytea PRIMARY KEY,
    newest_version  bigint NOT NULL,
    newest_transfer uuid NOT NULL
);

CREATE TABLE transfer (
    id                uuid NOT NULL,
    submission        uuid NOT NULL,
    center            text NOT NULL,
    dataset           text NOT NULL,
    record_id         text NOT NULL,
    version           bigint NOT NULL,
    platform          text NOT NULL,
    lane              bytea NOT NULL,
    state             text NOT NULL CHECK (state IN ('PENDING', 'WAITING', 'QUARANTINED', 'READY', 'SENDING', 'UNKNOWN',
                          'ACCEPTED', 'STORED', 'REJECTED', 'DENIED', 'WITHHELD', 'EXPIRED', 'SUPERSEDED', 'PARKED',
                          'ABANDONED', 'WITHDRAWN')),
    reason            text NOT NULL DEFAULT '',
    agreement         text,
    agreement_version integer,
    created_at        timestamptz NOT NULL,
    changed_at        timestamptz NOT NULL DEFAULT now(),
    due_at            timestamptz NOT NULL DEFAULT now(),
    wake_at           timestamptz NOT NULL,
    lease_owner       text,
    lease_until       timestamptz,
    -- attempt only grows: it fences stale writers. sends counts towards the budget and starts again on replay.
    attempt           integer NOT NULL DEFAULT 0,
    sends             integer NOT NULL DEFAULT 0,
    may_have_arrived  boolean NOT NULL DEFAULT false,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX transfer_wake ON transfer (wake_at) WHERE state IN ('PENDING', 'READY', 'SENDING', 'UNKNOWN');
CREATE INDEX transfer_of_submission ON transfer (submission);
CREATE INDEX transfer_in_lane ON transfer (lane)
    WHERE state IN ('PENDING', 'WAITING', 'QUARANTINED', 'READY', 'SENDING', 'UNKNOWN', 'PARKED');
CREATE INDEX transfer_under_agreement ON transfer (agreement) WHERE state IN ('READY', 'SENDING', 'WAITING');
CREATE INDEX transfer_for_people ON transfer (state, id) WHERE state IN ('QUARANTINED', 'PARKED', 'UNKNOWN', 'WAITING');

-- What a transfer is: decision for every one, payload, statement and signature for those that were signed.
CREATE TABLE transfer_content (
    id             uuid NOT NULL,
    decision       jsonb NOT NULL,
    payload        bytea,
    content_type   text,
    statement      bytea,
    signature      bytea,
    signing_chain  bytea,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);

CREATE TABLE signing_chain (
    fingerprint bytea PRIMARY KEY,
    pem         bytea NOT NULL
);

CREATE TABLE quarantine (
    transfer    uuid PRIMARY KEY,
    payload_hash bytea NOT NULL,
    hits        jsonb NOT NULL,
    entered_at  timestamptz NOT NULL DEFAULT now(),
    decision    text CHECK (decision IN ('RELEASE', 'WITHHOLD')),
    reason      text,
    decided_by  text,
    decided_at  timestamptz
);

-- One row for each attempt whose envelope was built.
CREATE TABLE delivery_manifest (
    transfer       uuid NOT NULL,
    attempt        integer NOT NULL,
    envelope_hash  bytea NOT NULL,
    payload_hashes bytea[] NOT NULL,
    outcome        text NOT NULL,
    platform_code  text NOT NULL,
    finished_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (transfer, attempt)
) PARTITION BY RANGE (transfer);

CREATE TABLE receipt (
    transfer       uuid NOT NULL,
    stage          text NOT NULL,
    receipt_id     text NOT NULL,
    document       bytea NOT NULL,
    signature      bytea NOT NULL,
    platform_chain bytea NOT NULL,
    received_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (transfer, stage)
) PARTITION BY RANGE (transfer);

-- Leaves of the transparency log; the sequencer gives each its index after the commit.
CREATE TABLE log_leaf (
    id         uuid NOT NULL,
    type       text NOT NULL,
    subject    uuid NOT NULL,
    leaf       bytea NOT NULL,
    leaf_hash  bytea NOT NULL,
    tree_index bigint,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX log_leaf_of_subject ON log_leaf (subject);
CREATE INDEX log_leaf_unsequenced ON log_leaf (id) WHERE tree_index IS NULL;

-- The smallest UUIDv7 of an instant.
CREATE FUNCTION uuid7_floor(instant timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-0000-0000-000000000000')::uuid
    FROM (SELECT lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') AS hex) AS floor
$$;

-- Makes the partitions of the month of `instant` and of `months` after it; repeated calls change nothing. A gateway's clock
-- makes the ids and the database's clock these partitions, so callers start a day early.
CREATE FUNCTION make_partitions(instant timestamptz, months integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    month timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('make_partitions'));
    FOREACH parent IN ARRAY ARRAY['submission', 'submission_content', 'transfer', 'transfer_content',
                                  'delivery_manifest', 'receipt', 'log_leaf'] LOOP
        FOR step IN 0..months LOOP
            month := (date_trunc('month', instant AT TIME ZONE 'UTC') + make_interval(months => step)) AT TIME ZONE 'UTC';
            EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                parent || to_char(month AT TIME ZONE 'UTC', '_YYYYMM'), parent,
                uuid7_floor(month), uuid7_floor((month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
        END LOOP;
    END LOOP;
END
$$;
SELECT make_partitions(now() - interval '1 day', 2);
