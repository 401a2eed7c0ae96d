-- What platforms that are not called say at their places, and we collect.

-- Who collects for a platform now. What is collected twice does no harm, so the lease saves work and nothing depends on it.
CREATE TABLE collecting (
    platform    text PRIMARY KEY,
    lease_owner text,
    lease_until timestamptz
);

-- Sources that were taken, so that what a place keeps is not taken again. Forgotten after some months.
CREATE TABLE collected (
    platform text NOT NULL,
    source   text NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (platform, source)
);
CREATE INDEX collected_old ON collected (platform, taken_at);

-- What could not be used of them, and why. The place keeps the source itself.
CREATE TABLE put_aside (
    platform text NOT NULL,
    source   text NOT NULL,
    row      integer NOT NULL, -- in the source, from 0; -1 for the source as a whole
    reason   text NOT NULL,
    seen_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (platform, source, row)
);
CREATE INDEX put_aside_newest ON put_aside (platform, seen_at DESC);
