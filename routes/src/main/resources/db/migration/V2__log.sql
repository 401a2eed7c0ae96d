-- The transparency log: an RFC 6962 tree over log_leaf, its hash tiles, the checkpoints that were signed of it, and their time
-- stamps. Rows of tiles grow; everything else is written once.

-- One row. Origin and hash can never change: they are part of what every checkpoint says.
CREATE TABLE log_tree (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    origin text NOT NULL,
    hash   text NOT NULL CHECK (hash IN ('sm3', 'sha256')),
    size   bigint NOT NULL,
    root   bytea NOT NULL
);

-- The widest that each tile has become so far; a narrower one is its beginning.
CREATE TABLE log_tile (
    level  integer NOT NULL,
    index  bigint NOT NULL,
    hashes bytea NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
    PRIMARY KEY (level, index)
);
-- Hashes cannot be compressed; trying costs time.
ALTER TABLE log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE log_checkpoint (
    size      bigint PRIMARY KEY,
    root      bytea NOT NULL,
    note      bytea NOT NULL,
    chain     bytea NOT NULL REFERENCES signing_chain,
    signed_at timestamptz NOT NULL
);

CREATE TABLE log_timestamp (
    size       bigint PRIMARY KEY REFERENCES log_checkpoint,
    authority  text NOT NULL,
    tsr        bytea NOT NULL,
    stamped_at timestamptz NOT NULL
);

-- Agreements and platforms are no UUIDs; leaves of their events have no subject.
ALTER TABLE log_leaf ALTER COLUMN subject DROP NOT NULL;
-- Partial, so that the writers of events never maintain them: only the sequencer does.
CREATE INDEX log_leaf_in_tree ON log_leaf (tree_index) WHERE tree_index IS NOT NULL;
CREATE INDEX log_leaf_of_hash ON log_leaf USING hash (leaf_hash) WHERE tree_index IS NOT NULL;
