-- How much has gone under the agreements that limit it, and what waits because of that.

-- One account for each agreement and dataset, whatever the version. Its row lock orders those who reserve. Days and months are those
-- of the calendar in Asia/Shanghai; what is counted here is of the last ones in which anything was reserved.
CREATE TABLE quota_use (
    agreement  text NOT NULL,
    dataset    text NOT NULL,
    day        date NOT NULL,
    calls_used integer NOT NULL CHECK (calls_used >= 0),
    month      date NOT NULL,
    rows_used  bigint NOT NULL CHECK (rows_used >= 0),
    PRIMARY KEY (agreement, dataset)
);

-- What a transfer holds of an account. All transfers of one call hold its one unit together.
CREATE TABLE quota_reservation (
    transfer   uuid NOT NULL,
    agreement  text NOT NULL,
    dataset    text NOT NULL,
    call       uuid NOT NULL,
    -- The day on which the call counts, and the month in which the row counts; null where the agreement limits none, the month also
    -- where a next attempt counts anew.
    day        date,
    month      date,
    -- Whether a next attempt needs a call of its own: others of the call have left again in its place, or it was answered.
    spent      boolean NOT NULL DEFAULT false,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (transfer, agreement)
);
CREATE INDEX quota_reservation_of_call ON quota_reservation (call);
CREATE INDEX quota_reservation_age ON quota_reservation (claimed_at);

-- Until when quota or window has let a transfer wait: its time for trying begins then.
ALTER TABLE transfer ADD COLUMN held_until timestamptz;
