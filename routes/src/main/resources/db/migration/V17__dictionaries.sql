-- Dictionaries of centers say what their words name, and in which phrases a word is none; each change has a number.

CREATE TABLE dictionary (
    center     text PRIMARY KEY REFERENCES center (usci),
    version    bigint NOT NULL,
    terms      jsonb NOT NULL,
    allowed    jsonb NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text NOT NULL
);
INSERT INTO dictionary (center, version, terms, allowed, changed_by)
SELECT usci, 1, (SELECT jsonb_agg(jsonb_build_object('text', word, 'kind', 'OTHER', 'shortNames', '[]'::jsonb)) FROM unnest(dictionary) word),
       '[]', ''
FROM center WHERE cardinality(dictionary) > 0;
ALTER TABLE center DROP COLUMN dictionary;
