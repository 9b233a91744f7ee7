-- Brings the words of some users whose words are news into the table of words. One at a time may do it: who began earlier and
-- ended later would bring older words. News go and rows are read as of one moment: what changes later has news of its own.
WITH taken AS (
  DELETE FROM user_view_1_news
  WHERE ctid = ANY (ARRAY(SELECT ctid FROM user_view_1_news LIMIT ?))
  RETURNING user_id
),
now AS MATERIALIZED (
  SELECT user_id, search, status, last_name_folded, email_key, created_at, updated_at
  FROM user_view_1 WHERE user_id = ANY (ARRAY(SELECT user_id FROM taken))
),
brought AS (
  INSERT INTO user_view_1_words AS w (user_id, search, status, last_name_folded, email_key, created_at, updated_at)
  SELECT user_id, search, status, last_name_folded, email_key, created_at, updated_at FROM now WHERE search IS NOT NULL
  ON CONFLICT (user_id) DO UPDATE SET
    search = excluded.search,
    status = excluded.status,
    last_name_folded = excluded.last_name_folded,
    email_key = excluded.email_key,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at
  WHERE w IS DISTINCT FROM excluded
),
removed AS (
  DELETE FROM user_view_1_words
  WHERE user_id = ANY (ARRAY(SELECT user_id FROM now WHERE search IS NULL))
)
SELECT count(*) FROM taken
