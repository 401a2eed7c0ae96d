-- A paper may speak of transfers of several centers. What officers say of each is signed by itself, so that its evidence shows no other's.
CREATE TABLE entered_word (
    receipt   uuid NOT NULL REFERENCES entered_receipt (id),
    transfer  uuid NOT NULL,
    document  bytea NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (receipt, transfer)
);
CREATE INDEX entered_word_transfer ON entered_word (transfer);
INSERT INTO entered_word (receipt, transfer, document, signature)
SELECT e.id, t.transfer, e.document, e.signature FROM entered_receipt e, unnest(e.transfers) AS t (transfer)
WHERE e.document IS NOT NULL AND e.signature IS NOT NULL
ON CONFLICT DO NOTHING;
ALTER TABLE entered_receipt DROP COLUMN document, DROP COLUMN signature;

-- Since when a package may be on its way: what its platform owes for it counts from then.
ALTER TABLE package ADD COLUMN taken_at timestamptz;
UPDATE package p
SET taken_at = (SELECT min(a.happened_at) FROM operator_act a WHERE a.action = 'take-package' AND a.target = p.id::text);

-- What was put aside is forgotten after some months, whatever became of its platform.
CREATE INDEX put_aside_old ON put_aside (seen_at);
