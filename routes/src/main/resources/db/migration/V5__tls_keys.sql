-- Keys with which a gateway proves its name in HTTPS: ECDSA on P-256, one place for each gateway.

ALTER TABLE key_store
    DROP CONSTRAINT key_store_role_check,
    DROP CONSTRAINT key_store_kind_check,
    ADD CONSTRAINT key_store_role_check CHECK (role IN ('STATEMENT', 'LOG', 'MASKING', 'CALL', 'TLS')),
    ADD CONSTRAINT key_store_kind_check CHECK (kind IN ('SM2', 'EC', 'SECRET', 'REMOTE')),
    ADD CONSTRAINT key_store_tls_check CHECK ((role = 'TLS') = (kind = 'EC'));
