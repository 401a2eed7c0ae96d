-- What auditors ask for: transfers by the field that they carried, the growth of the log, what a person did.

-- The fields that an agreement lets go in some form, each as dataset and path with a space between them; none where the document is
-- empty, since its version was withdrawn, or cannot be read.
CREATE FUNCTION permitted_fields(document bytea) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT (permission ->> 'dataset') || ' ' || (field ->> 'path')
        FROM jsonb_path_query(convert_from(document, 'UTF8')::jsonb, '$.permission[*]') AS permission,
             jsonb_path_query(permission, '$.fields[*]') AS field
        WHERE (permission ->> 'dataset') || (field ->> 'path') IS NOT NULL AND field ->> 'transform' <> 'drop');
EXCEPTION WHEN data_exception THEN
    RETURN '{}';
END $$;
ALTER TABLE agreement ADD COLUMN permitted_fields text[] NOT NULL GENERATED ALWAYS AS (permitted_fields(document)) STORED;

CREATE INDEX log_checkpoint_signed ON log_checkpoint (signed_at);
CREATE INDEX operator_act_of_actor ON operator_act (actor, id);
CREATE INDEX operator_act_on_target ON operator_act (target, id);
CREATE INDEX agreement_event_of_actor ON agreement_event (actor, id);
