-- Platforms that take many transfers in one call, give receipts in two stages, and can be asked what became of a transfer.

-- How often the platform was asked since the last attempt; the rests between questions grow with it.
ALTER TABLE transfer ADD COLUMN asks integer NOT NULL DEFAULT 0;

-- An index of its own: ACCEPTED transfers of platforms that cannot be asked stay for ever, and would be in every sweep's way.
CREATE INDEX transfer_to_ask ON transfer (platform, wake_at) WHERE state IN ('UNKNOWN', 'ACCEPTED');

-- The user id that the platform's signature was made under; the signature itself is always kept as DER.
ALTER TABLE receipt ADD COLUMN user_id text NOT NULL DEFAULT '1234567812345678';

-- What was in a call of many transfers, in the order of its rows: once here, and not in the manifest of each of them.
CREATE TABLE delivery_envelope (
    hash           bytea PRIMARY KEY,
    payload_hashes bytea[] NOT NULL,
    finished_at    timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE delivery_manifest ALTER COLUMN payload_hashes DROP NOT NULL;
COMMENT ON COLUMN delivery_manifest.payload_hashes IS 'null where delivery_envelope has them';
