-- A record is offered to every platform of its dataset; where no agreement ever spoke of it, it is not sent, and that is no failure.
ALTER TABLE traffic ADD COLUMN uncovered bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN traffic.uncovered IS 'DENIED, since no agreement of the two parties speaks of such records; not among the refused';

-- The last day is counted again, so that its curves are of one piece.
UPDATE traffic_counted SET minute = least(minute, date_trunc('minute', now()) - interval '1 day');
