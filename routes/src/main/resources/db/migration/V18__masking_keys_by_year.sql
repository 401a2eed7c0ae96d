-- A masking key is for the records of a calendar year and those after it, until another takes over; 0 is for every year.

ALTER TABLE key_store ADD COLUMN from_year integer NOT NULL DEFAULT 0 CHECK (from_year BETWEEN 0 AND 9999);
ALTER TABLE key_store ADD CHECK (role = 'MASKING' OR from_year = 0);

-- Decisions say from now on which key a record was masked with, for the claim to see; what is READY without saying so is masked anew.
UPDATE transfer t SET state = 'PENDING', reason = 'KEY_VERSION', changed_at = now(), wake_at = now()
FROM transfer_content c
WHERE t.state = 'READY' AND c.id = t.id AND c.decision @> '{"transforms": [{"name": "pseudonym"}]}';
