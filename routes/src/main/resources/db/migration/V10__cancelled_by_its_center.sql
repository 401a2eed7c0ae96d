-- When its center took back a submission that was not prepared yet: what preparing makes of it is SUPERSEDED at birth. Transfers that
-- exist already are cancelled in their own rows.
ALTER TABLE submission ADD COLUMN cancelled_at timestamptz;
