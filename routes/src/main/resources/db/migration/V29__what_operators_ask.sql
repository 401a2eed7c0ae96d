-- Searches of the console's operators that would otherwise look at every transfer.

-- Transfers on the way that goes well have no reason and are not in it.
CREATE INDEX transfer_by_reason ON transfer (reason, id) WHERE reason <> '';
-- Few transfers are superseded; those that are would otherwise be looked for among all.
CREATE INDEX transfer_superseded ON transfer (id) WHERE state = 'SUPERSEDED';
