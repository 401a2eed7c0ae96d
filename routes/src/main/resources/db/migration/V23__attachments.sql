-- Files that centers upload and that their records name as proof.
CREATE TABLE attachment (
    id           uuid PRIMARY KEY,
    center       text NOT NULL,
    sm3          text NOT NULL,
    bytes        bigint NOT NULL,
    type         text NOT NULL,
    stored_at    timestamptz NOT NULL DEFAULT now(),
    -- Since when no record names it; null while one does.
    unused_since timestamptz DEFAULT now(),
    -- The same bytes of two centers are two files, so that neither learns of the other's.
    UNIQUE (center, sm3)
);
CREATE INDEX attachment_unused ON attachment (unused_since) WHERE unused_since IS NOT NULL;

CREATE TABLE attachment_chunk (
    attachment uuid NOT NULL REFERENCES attachment ON DELETE CASCADE,
    number     integer NOT NULL,
    content    bytea NOT NULL,
    PRIMARY KEY (attachment, number)
);
-- They are compressed in their own ways already.
ALTER TABLE attachment_chunk ALTER COLUMN content SET STORAGE EXTERNAL;

-- Which submission names which file, as long as the ledger has what the submission said.
CREATE TABLE attachment_reference (
    submission uuid PRIMARY KEY,
    attachment uuid NOT NULL REFERENCES attachment
);
CREATE INDEX attachment_reference_of ON attachment_reference (attachment);

-- How much of a center is here.
CREATE TABLE attachment_use (
    center text PRIMARY KEY,
    files  integer NOT NULL,
    bytes  bigint NOT NULL
);
