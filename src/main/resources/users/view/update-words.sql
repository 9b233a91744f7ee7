-- Brings the words of some users whose words are news into the table of words. One at a time may do it: who began earlier and
-- ended later would bring older words. News go and rows are read as of one moment: what changes later has news of its own.
WITH taken AS (
  DELETE FROM user_view_1_news
  WHERE ctid = ANY (ARRAY(SELECT ctid FROM user_view_1_news LIMIT ?))
  RETURNING user_id
),
now AS MATERIALIZED (
  SELECT user_id, search FROM user_view_1 WHERE user_id = ANY (ARRAY(SELECT user_id FROM taken))
),
brought AS (
  INSERT INTO user_view_1_words AS w (user_id, search)
  SELECT user_id, search FROM now WHERE search IS NOT NULL
  ON CONFLICT (user_id) DO UPDATE SET search = excluded.search WHERE w.search <> excluded.search
),
removed AS (
  DELETE FROM user_view_1_words
  WHERE user_id = ANY (ARRAY(SELECT user_id FROM now WHERE search IS NULL))
)
SELECT count(*) FROM taken
