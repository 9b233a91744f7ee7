-- Leaves one of a user's news, which may be many: which one does not matter, as words are read from the user's row. One at a
-- time may do it, so that nobody takes meanwhile the one that is left.
WITH looked_at AS MATERIALIZED (
  SELECT place, row_number() OVER (PARTITION BY user_id) AS nth
  FROM (SELECT ctid AS place, user_id FROM user_view_1_news LIMIT ?) AS news
),
gone AS (
  DELETE FROM user_view_1_news
  WHERE ctid = ANY (ARRAY(SELECT place FROM looked_at WHERE nth > 1))
)
SELECT count(*), count(*) FILTER (WHERE nth = 1) FROM looked_at
