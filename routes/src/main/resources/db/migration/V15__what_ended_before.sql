-- Notices that were overtaken, and what the agreements of before want done.

-- LAPSED: a newer version came into force. ENDED: the term was over first, so nothing had to be revoked, but what arrived is still to
-- be deleted where the agreement says so.
ALTER TABLE revocation
    DROP CONSTRAINT revocation_outcome_check,
    ADD CONSTRAINT revocation_outcome_check CHECK (outcome IN ('REVOKED', 'LAPSED', 'ENDED')),
    DROP CONSTRAINT revocation_told_check,
    ADD CONSTRAINT revocation_told_check CHECK (told IN ('NOTICED', 'REVOKED', 'LAPSED', 'ENDED'));
DROP INDEX revocation_untold;
CREATE INDEX revocation_untold ON revocation (noticed_at) WHERE told IS DISTINCT FROM coalesce(outcome, 'NOTICED');
DROP INDEX revocation_deletes;
CREATE INDEX revocation_deletes ON revocation (agreement) WHERE outcome IN ('REVOKED', 'ENDED') AND deletes;

-- How many days an agreement lets us keep a payload, as it is read for new transfers; null where it does not say, lets us keep what
-- goes out as long as its records, or cannot be read.
CREATE FUNCTION retention_days(document bytea) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    terms json := convert_from(document, 'UTF8')::json;
    days  integer := terms #>> '{retention,days}';
BEGIN
    IF terms ->> 'direction' = 'out' AND days >= (terms #>> '{audit,keep_days}')::integer
       AND coalesce(terms #>> '{retention,destroy_proof}', 'false') <> 'true' THEN
        RETURN NULL;
    END IF;
    RETURN least(days, 365000);
END $$;
CREATE FUNCTION readable_retention_days(document bytea) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    RETURN retention_days(document);
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

-- Transfers that were signed before there were duties.
INSERT INTO transfer_duty (transfer, agreement, version, duty, lane, due_at)
SELECT t.id, a.id, a.version, 'RETENTION', t.lane, t.created_at + a.days * interval '24 hours'
FROM (SELECT id, version, center, platform, readable_retention_days(document) AS days FROM agreement
      WHERE state IN ('ACTIVE', 'SUSPENDED', 'ENDED', 'REVOKED')) a
JOIN transfer t ON t.center = a.center AND t.platform = a.platform
JOIN transfer_content c ON c.id = t.id
WHERE a.days IS NOT NULL AND c.payload IS NOT NULL AND c.statement IS NOT NULL
  AND (t.agreement = a.id AND t.agreement_version = a.version
       OR c.decision -> 'agreements' @> jsonb_build_array(jsonb_build_object('id', a.id, 'version', a.version)))
ON CONFLICT DO NOTHING;

DROP FUNCTION readable_retention_days(bytea);
DROP FUNCTION retention_days(bytea);
