-- Keys of the gateways of this ledger. Private bytes are sealed under a master key that the database never sees.

CREATE TABLE key_store (
    id               uuid PRIMARY KEY,
    role             text NOT NULL CHECK (role IN ('STATEMENT', 'LOG', 'MASKING', 'CALL')),
    -- The gateway of a STATEMENT key, the platform of a CALL key; empty where all gateways share the key.
    owner            text NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('SM2', 'SECRET', 'REMOTE')),
    version          integer NOT NULL,
    state            text NOT NULL CHECK (state IN ('GENERATED', 'CERTIFIED', 'ACTIVE', 'RETIRED', 'COMPROMISED')),
    -- Empty for a key that another process holds.
    sealed           bytea,
    chain            bytea,
    activate_at      timestamptz,
    retired_at       timestamptz,
    compromised_from timestamptz,
    reason           text NOT NULL DEFAULT '',
    created_at       timestamptz NOT NULL,
    created_by       text NOT NULL,
    UNIQUE (role, owner, kind, version),
    CHECK ((kind = 'REMOTE') = (sealed IS NULL)),
    CHECK ((state = 'ACTIVE') <= (activate_at IS NOT NULL)),
    CHECK ((state = 'COMPROMISED') = (compromised_from IS NOT NULL))
);

-- One text sealed under the master key by the first gateway: whoever cannot open it has another one.
CREATE TABLE master_key_check (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    sealed bytea NOT NULL
);

-- Nothing that was signed under such a chain may leave; claims look here.
ALTER TABLE signing_chain ADD COLUMN compromised_from timestamptz;
CREATE INDEX signing_chain_compromised ON signing_chain (fingerprint) WHERE compromised_from IS NOT NULL;
