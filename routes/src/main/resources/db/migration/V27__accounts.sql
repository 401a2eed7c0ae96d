-- People who sign in at the console. An account stands beside a row of `api_key`, so that who did what, four eyes and revocation are
-- one thing for scripts and for people.

ALTER TABLE api_key DROP CONSTRAINT api_key_role_check;
ALTER TABLE api_key ADD CONSTRAINT api_key_role_check CHECK (role IN ('CENTER', 'OPERATOR', 'OFFICER', 'ADMIN', 'AUDITOR'));

CREATE TABLE account (
    key_id        text PRIMARY KEY REFERENCES api_key,
    name          text NOT NULL,
    folded_name   text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    must_change   boolean NOT NULL DEFAULT true,
    edition       integer NOT NULL DEFAULT 1,
    failed        integer NOT NULL DEFAULT 0,
    shut_until    timestamptz,
    locked_at     timestamptz,
    signed_in_at  timestamptz,
    language      text NOT NULL DEFAULT 'zh' CHECK (language IN ('zh', 'en')),
    created_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN account.folded_name IS 'the name as it is compared: NFKC, lower case';
COMMENT ON COLUMN account.password_hash IS 'Argon2id, with its parameters and salt';
COMMENT ON COLUMN account.edition IS 'grows with every new password; a session of an older edition has ended';
COMMENT ON COLUMN account.failed IS 'attempts to sign in since the last one that succeeded';
COMMENT ON COLUMN account.shut_until IS 'nobody signs in until then, after too many attempts; sessions that are open stay so';
COMMENT ON COLUMN account.locked_at IS 'when an administrator locked it; its sessions have ended';
