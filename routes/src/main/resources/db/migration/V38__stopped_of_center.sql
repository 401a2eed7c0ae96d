-- A center asks which of its submissions did not get through. Transfers that go well are not in it, so it costs them nothing.
CREATE INDEX transfer_stopped ON transfer (center, submission)
    WHERE state IN ('DENIED', 'REJECTED', 'QUARANTINED', 'WITHHELD', 'EXPIRED', 'PARKED', 'ABANDONED');
