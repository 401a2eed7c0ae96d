-- What operators do to the flow, and what their questions need.

-- Where a route stands that does not run. The route of one platform's deliveries stands in `platform`, where its claims look.
CREATE TABLE route_switch (
    route      text PRIMARY KEY,
    position   text NOT NULL CHECK (position IN ('PAUSED', 'DRAINING')),
    reason     text NOT NULL,
    actor      text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE platform ADD COLUMN draining boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN platform.draining IS 'of a paused platform: whether the operator waits for the last answer';

-- The gateways of this ledger, and how much each still has under way in the routes that it has switched off.
CREATE TABLE gateway_seen (
    gateway   text PRIMARY KEY,
    seen_at   timestamptz NOT NULL,
    in_flight jsonb NOT NULL DEFAULT '{}'
);

-- Who did what and why. The log has a leaf for each act, without the reason.
CREATE TABLE operator_act (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    action      text NOT NULL,
    target      text NOT NULL,
    reason      text NOT NULL,
    actor       text NOT NULL,
    happened_at timestamptz NOT NULL DEFAULT now()
);

-- An act on many transfers whose number an operator has seen. It moves over ids from `after` to `until`, so what is parked again
-- meanwhile is not met twice.
CREATE TABLE bulk_plan (
    id         uuid PRIMARY KEY,
    action     text NOT NULL CHECK (action IN ('REPLAY', 'ABANDON')),
    filter     text NOT NULL,
    actor      text NOT NULL,
    matched    bigint NOT NULL,
    until      uuid NOT NULL,
    after      uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    changed    bigint NOT NULL DEFAULT 0,
    done       boolean NOT NULL DEFAULT false,
    touched_at timestamptz NOT NULL DEFAULT now()
);

-- W3C trace context that a submission came with, or was given.
ALTER TABLE submission ADD COLUMN trace_parent text;
ALTER TABLE transfer_content ADD COLUMN trace_parent text;

-- Searches that would otherwise look at every transfer. Transfers that went well are in none of the partial ones.
CREATE INDEX transfer_of_center ON transfer (center, id);
CREATE INDEX transfer_ended_otherwise ON transfer (state, id)
    WHERE state IN ('DENIED', 'REJECTED', 'WITHHELD', 'EXPIRED', 'ABANDONED', 'WITHDRAWN');
