-- What came, went and failed in each minute of the last day: curves and rates read these few rows, never the transfers.

-- The instant that a UUIDv7 was made.
CREATE FUNCTION uuid7_instant(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint::float8 / 1000)
$$;

-- One entry for each transfer that has come to an end or to a person; the newest are looked at. STORED is entered once and the other
-- states are rare, so a transfer on its way costs nothing here.
CREATE INDEX transfer_came_to ON transfer (changed_at)
    WHERE state IN ('STORED', 'REJECTED', 'PARKED', 'DENIED', 'QUARANTINED');

-- CENTER: submissions that came, transfers of it that were stored. PREPARED, with the empty party: transfers that were prepared.
-- PLATFORM: transfers made for it, and stored by it. Refused is DENIED or REJECTED; held, for a person, is QUARANTINED or PARKED.
CREATE TABLE traffic (
    side      text NOT NULL CHECK (side IN ('CENTER', 'PREPARED', 'PLATFORM')),
    minute    timestamptz NOT NULL,
    party     text NOT NULL,
    came      bigint NOT NULL,
    went      bigint NOT NULL,
    refused   bigint NOT NULL,
    held      bigint NOT NULL,
    median_ms bigint,
    PRIMARY KEY (minute, side, party)
);
COMMENT ON COLUMN traffic.median_ms IS 'of those that went: since received (CENTER, PREPARED) or since prepared (PLATFORM)';

-- How far has been counted. Its row is held by the gateway that counts.
CREATE TABLE traffic_counted (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    minute   timestamptz NOT NULL,
    at       timestamptz NOT NULL
);
COMMENT ON COLUMN traffic_counted.minute IS 'the newest that was counted, perhaps before it was over';
INSERT INTO traffic_counted (minute, at) VALUES (date_trunc('minute', now()) - interval '1 day', now());
