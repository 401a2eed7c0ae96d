-- An operator asks for a record by the id that its center gave it. Written once for each submission, in the moment in which it has
-- transfers: an index of the transfers themselves would be written each time that one goes on.
CREATE INDEX submission_of_record ON submission (record_id, id) WHERE state = 'PREPARED';
