-- The life of an agreement before it is in force, the end of its term, and who takes the steps.

ALTER TABLE agreement DROP CONSTRAINT agreement_state_check;
ALTER TABLE agreement ADD CONSTRAINT agreement_state_check CHECK (state IN ('DRAFT', 'PROPOSED', 'COUNTERSIGNED',
    'ACTIVE', 'SUSPENDED', 'ENDED', 'REVOKED', 'WITHDRAWN'));
COMMENT ON COLUMN agreement.document IS 'empty once the version was withdrawn, which gives its number back';

-- Days before the end of its term of which was warned last; several gateways warn once.
ALTER TABLE agreement ADD COLUMN warned_days integer;
CREATE INDEX agreement_ending ON agreement (valid_until) WHERE state IN ('ACTIVE', 'SUSPENDED');
CREATE INDEX agreement_open ON agreement (center) WHERE state IN ('DRAFT', 'PROPOSED', 'COUNTERSIGNED');
CREATE INDEX agreement_event_of_version ON agreement_event (agreement, version, id);

-- Who holds a key that belongs to no center: one person may have several keys. Keys from before name nobody, and take no step that
-- needs a second person.
ALTER TABLE api_key ADD COLUMN holder text;
ALTER TABLE api_key ADD CONSTRAINT api_key_holder CHECK (role <> 'CENTER' OR holder IS NULL);
