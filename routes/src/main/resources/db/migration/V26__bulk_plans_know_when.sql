-- What has changed since an officer counted it is not decided by that word.
ALTER TABLE bulk_plan ADD COLUMN made_at timestamptz NOT NULL DEFAULT now();
