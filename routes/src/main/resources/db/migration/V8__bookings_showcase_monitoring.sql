-- What centers offer to visitors and who comes, what they show and with whose consent, and what platforms tell them in figures.

-- A submission of the gateway's own may concern one platform only, whatever others take its dataset.
ALTER TABLE submission ADD COLUMN platform text;

-- The newest version of each slot that its center has submitted, and how many places visitors hold in it.
CREATE TABLE slot (
    center     text NOT NULL REFERENCES center,
    slot_id    text NOT NULL,
    version    bigint NOT NULL,
    submission uuid NOT NULL,
    title      text NOT NULL,
    venue      text NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    capacity   integer NOT NULL,
    -- Places that the center has given away itself.
    elsewhere  integer NOT NULL,
    held       integer NOT NULL DEFAULT 0 CHECK (held >= 0),
    open       boolean NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (center, slot_id)
);
CREATE INDEX slot_coming ON slot (center, starts_at, slot_id);

-- No name and no number of a visitor: those are in the inbox message only, where they are deleted in time.
CREATE TABLE booking (
    center       text NOT NULL,
    booking_id   text NOT NULL,
    platform     text NOT NULL,
    slot_id      text NOT NULL,
    state        text NOT NULL CHECK (state IN ('REQUESTED', 'APPROVED', 'REJECTED', 'CANCELLED', 'CHECKED_IN', 'NO_SHOW', 'DONE')),
    headcount    integer NOT NULL CHECK (headcount > 0),
    visit_at     timestamptz NOT NULL,
    -- The inbox message it came with; UUIDv7, so its order is that of the requests.
    message      uuid NOT NULL,
    requested_at timestamptz NOT NULL,
    -- The visitor's last change that counted, and the version of our last decision.
    change       bigint NOT NULL DEFAULT 0,
    decision     bigint NOT NULL DEFAULT 0,
    changed_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (center, booking_id),
    FOREIGN KEY (center, slot_id) REFERENCES slot
);
CREATE INDEX booking_in_order ON booking (center, message);
CREATE INDEX booking_of_slot ON booking (center, slot_id, message);

-- Consent of an enterprise to let something of it be shown or offered.
CREATE TABLE consent (
    center       text NOT NULL REFERENCES center,
    id           text NOT NULL,
    owner        text NOT NULL,
    dataset      text NOT NULL,
    -- Null for every record of the dataset that is the owner's.
    item         text,
    valid_from   timestamptz NOT NULL,
    valid_until  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    withdrawn_at timestamptz,
    PRIMARY KEY (center, id),
    CHECK (valid_until > valid_from)
);

-- Transfers that leave, and stay where they are shown, only as long as a consent and a window last.
CREATE TABLE publication (
    transfer      uuid PRIMARY KEY,
    center        text NOT NULL,
    consent       text NOT NULL,
    lane          bytea NOT NULL,
    shown_until   timestamptz NOT NULL,
    -- The submission that takes it down, and when the platform had stored that.
    taken_down_by uuid,
    withdrawn_at  timestamptz,
    FOREIGN KEY (center, consent) REFERENCES consent
);
CREATE INDEX publication_shown ON publication (transfer) WHERE taken_down_by IS NULL;
CREATE INDEX publication_taken_down ON publication (transfer) WHERE taken_down_by IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX publication_in_lane ON publication (lane);
CREATE INDEX publication_of_consent ON publication (center, consent);

-- Figures that platforms gave a center, the newest of each.
CREATE TABLE monitoring_value (
    center   text NOT NULL,
    metric   text NOT NULL,
    region   text NOT NULL,
    -- Empty where the series is of no industry.
    industry text NOT NULL,
    period   text NOT NULL,
    platform text NOT NULL,
    value    numeric,
    unit     text NOT NULL,
    source   text NOT NULL,
    as_of    timestamptz NOT NULL,
    version  bigint NOT NULL,
    message  uuid NOT NULL,
    PRIMARY KEY (center, metric, region, industry, period, platform)
);
