-- Quotas and windows of what comes in; bookings that nobody decides on; slots that move.

-- HELD: a batch that was there and may come in later only; it is asked for again from then on.
ALTER TABLE poll_gap ADD COLUMN held_until timestamptz;
ALTER TABLE poll_gap DROP CONSTRAINT poll_gap_reason_check;
ALTER TABLE poll_gap ADD CHECK (reason IN ('MISSING', 'REFUSED', 'HELD'));
ALTER TABLE poll_gap ADD CHECK ((reason = 'HELD') = (held_until IS NOT NULL));

-- EXPIRED: nobody had decided when the slot began.
ALTER TABLE booking DROP CONSTRAINT booking_state_check;
ALTER TABLE booking ADD CHECK (state IN ('REQUESTED', 'APPROVED', 'REJECTED', 'CANCELLED', 'CHECKED_IN', 'NO_SHOW', 'DONE', 'EXPIRED'));
CREATE INDEX booking_undecided ON booking (center, slot_id) WHERE state = 'REQUESTED';

-- Until when the agreement lets us keep the payload, whatever else demands that it is deleted earlier. Of messages from before only the
-- earliest of all is known, so none of them is kept longer than it was told.
ALTER TABLE inbox_message ADD COLUMN retain_until timestamptz;
UPDATE inbox_message SET retain_until = delete_at WHERE deleted_at IS NULL AND delete_at IS NOT NULL;
