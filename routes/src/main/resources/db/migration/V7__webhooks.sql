-- Where a center wants its messages brought to, and how far they were brought.
CREATE TABLE inbox_webhook (
    center        text PRIMARY KEY REFERENCES center,
    -- Of this registration: its secret is sealed for it, and what a delivery of an earlier one reports does not count.
    id            uuid NOT NULL,
    url           text NOT NULL,
    sealed_secret bytea NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    delivered_seq bigint NOT NULL,
    delivered_at  timestamptz,
    -- In a row, since the last delivery.
    failures      integer NOT NULL DEFAULT 0,
    last_failure  text,
    last_status   integer,
    failed_at     timestamptz,
    paused_at     timestamptz,
    due_at        timestamptz NOT NULL DEFAULT now(),
    attempt       bigint NOT NULL DEFAULT 0,
    lease_owner   text,
    lease_until   timestamptz
);
CREATE INDEX inbox_webhook_due ON inbox_webhook (due_at) WHERE paused_at IS NULL;
