-- A center asks which of its submissions did not get through. Neither transfers that go well are in it nor those that no agreement
-- covers, so it costs them nothing.
CREATE INDEX transfer_stopped ON transfer (center, submission)
    WHERE state IN ('DENIED', 'REJECTED', 'QUARANTINED', 'WITHHELD', 'EXPIRED', 'PARKED', 'ABANDONED')
      AND NOT (state = 'DENIED' AND reason IN ('NO_AGREEMENT', 'DIRECTION', 'DATASET'));
