-- What the console's operators look for: transfers by the reason why they are where they are, and what people did to one thing.

-- Transfers on the way that goes well have no reason and are not in it.
CREATE INDEX transfer_by_reason ON transfer (reason, id) WHERE reason <> '';
-- Few transfers are superseded; those that are would otherwise be looked for among all.
CREATE INDEX transfer_superseded ON transfer (id) WHERE state = 'SUPERSEDED';
CREATE INDEX operator_act_on ON operator_act (target, id);
