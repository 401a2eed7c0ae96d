-- Bound packages for platforms that people carry data to, and what people bring back.

-- What was carried. The archive itself is made from the ledger whenever it is asked for, so nothing of it is kept twice.
CREATE TABLE package (
    id        uuid PRIMARY KEY,
    platform  text NOT NULL,
    made_by   text NOT NULL,
    made_at   timestamptz NOT NULL DEFAULT now(),
    manifest  bytea NOT NULL,
    signature bytea NOT NULL
);
CREATE INDEX package_newest ON package (platform, id DESC);

-- Transfers in it, in its order.
CREATE TABLE package_row (
    package  uuid NOT NULL REFERENCES package (id),
    row      integer NOT NULL,
    transfer uuid NOT NULL,
    PRIMARY KEY (package, row)
);
CREATE INDEX package_row_transfer ON package_row (transfer);

-- What an officer has scanned of the papers that a platform gave for a package.
CREATE TABLE package_scan (
    package     uuid NOT NULL REFERENCES package (id),
    sm3         text NOT NULL,
    media_type  text NOT NULL,
    content     bytea NOT NULL,
    uploaded_by text NOT NULL,
    uploaded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (package, sm3)
);
ALTER TABLE package_scan ALTER COLUMN content SET STORAGE EXTERNAL;

-- A paper, as one officer has entered it and another has confirmed it against its scan. No platform has signed it, so it is kept apart
-- from receipts.
CREATE TABLE entered_receipt (
    id            uuid PRIMARY KEY,
    package       uuid NOT NULL,
    scan          text NOT NULL,
    stage         text NOT NULL CHECK (stage IN ('STORED', 'REJECTED')),
    transfers     uuid[] NOT NULL,
    reference     text NOT NULL,
    received_on   date NOT NULL,
    reasons       text[] NOT NULL,
    entered_by    text NOT NULL,
    entered_at    timestamptz NOT NULL DEFAULT now(),
    confirmed_by  text,
    confirmed_at  timestamptz,
    document      bytea,
    signature     bytea,
    signing_chain bytea,
    FOREIGN KEY (package, scan) REFERENCES package_scan (package, sm3)
);
CREATE INDEX entered_receipt_package ON entered_receipt (package);
