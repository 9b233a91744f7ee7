-- The read side: one row a user, written by UserViewHandler alone, read through the view user_view.
-- A deleted user leaves a tombstone (status 'deleted', nothing personal), so that an event that is
-- read twice never brings the user back.
--
-- What ends in _folded or _key is computed in Java (users.view.Folding, EmailAddress.key) and
-- compared byte by byte: order and search do not depend on the server's locale or its ICU version.
CREATE TABLE user_view_1 (
  user_id uuid PRIMARY KEY,
  -- The user's last event in this row.
  version bigint NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('active', 'suspended', 'deleted')),
  welcomed boolean NOT NULL,
  first_name text,
  last_name text,
  email text,
  first_name_folded text COLLATE "C",
  last_name_folded text COLLATE "C",
  email_folded text COLLATE "C",
  email_key text COLLATE "C",
  search text COLLATE "C" GENERATED ALWAYS AS
    (' ' || first_name_folded || ' ' || last_name_folded || ' ' || email_folded) STORED,
  created_at timestamptz,
  updated_at timestamptz
);

-- Whether a word is rare decides how to search for it.
ALTER TABLE user_view_1 ALTER COLUMN search SET STATISTICS 500;

-- A new shape is a new table user_view_2, filled beside this one; then this view is switched.
CREATE VIEW user_view AS
SELECT user_id, version, status, welcomed, first_name, last_name, email, created_at, updated_at,
       last_name_folded, email_key, search
FROM user_view_1
WHERE status <> 'deleted';

-- One index a sort order, with the status in front: it serves a status alone, and all of them as one
-- list each. Each event pays for all of them, so there are no more. That of email_key also
-- finds one address.
CREATE INDEX user_view_1_created_at ON user_view_1 (status, created_at, user_id)
  WHERE status <> 'deleted';
CREATE INDEX user_view_1_updated_at ON user_view_1 (status, updated_at, user_id)
  WHERE status <> 'deleted';
CREATE INDEX user_view_1_last_name ON user_view_1 (status, last_name_folded, user_id)
  WHERE status <> 'deleted';
CREATE INDEX user_view_1_email ON user_view_1 (status, email_key, user_id)
  WHERE status <> 'deleted';

-- Parts of names and addresses by trigrams. pg_trgm is a trusted extension that comes with
-- PostgreSQL's contrib package; without it a search gives the same answers, by reading more.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  -- What is pending is read by each search, and the write that fills it up merges it.
  CREATE INDEX user_view_1_search ON user_view_1 USING gin (search gin_trgm_ops)
    WITH (gin_pending_list_limit = 256)
    WHERE status <> 'deleted';
EXCEPTION
  WHEN insufficient_privilege OR feature_not_supported OR undefined_file THEN
    RAISE WARNING 'No trigram index for searches: %', SQLERRM;
END
$$;

-- What seals the cursors of all nodes, unless USERS_CURSOR_KEY is set.
CREATE TABLE cursor_key (
  key text NOT NULL
);
INSERT INTO cursor_key VALUES (gen_random_uuid()::text || gen_random_uuid()::text);
