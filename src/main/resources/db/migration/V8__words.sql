-- The trigram index gets a table of its own. In user_view_1 every event of a user wrote all of the user's trigrams anew, which
-- cost more than all else of the row. Here they are written when the words have changed, for many users at once (WordsUpdate).

-- The words of each user, as they were when they were last brought in.
CREATE TABLE user_view_1_words (
  user_id uuid PRIMARY KEY,
  search text COLLATE "C" NOT NULL
);

-- Whose words have changed since, or are gone: in the transaction that changed them. Searches look at these users themselves.
CREATE TABLE user_view_1_news (
  user_id uuid NOT NULL
);

INSERT INTO user_view_1_words SELECT user_id, search FROM user_view_1 WHERE search IS NOT NULL;

-- Whether a word is rare decides how to search for it.
ALTER TABLE user_view_1_words ALTER COLUMN search SET STATISTICS 500;
ALTER TABLE user_view_1 ALTER COLUMN search SET STATISTICS -1;

-- A word that begins with no letter and no digit leaves no trigram of its beginning. Few users have one. ListStatement says the
-- same condition.
CREATE INDEX user_view_1_words_odd ON user_view_1_words (user_id) WHERE search ~ ' [^[:alnum:]]';

-- WordsUpdate, in the place of PendingWords, merges what is pending before the list is full. Without the extension a search
-- gives the same answers, by reading more.
DO $$
BEGIN
  IF to_regclass('user_view_1_search') IS NOT NULL THEN
    CREATE INDEX user_view_1_words_search ON user_view_1_words USING gin (search gin_trgm_ops)
      WITH (gin_pending_list_limit = 65536);
  END IF;
END
$$;

CREATE VIEW user_words AS SELECT user_id, search FROM user_view_1_words;
CREATE VIEW user_news AS SELECT user_id FROM user_view_1_news;

-- Of a table that nobody has analysed the planner thinks that it has many rows.
ANALYZE user_view_1_words;
ANALYZE user_view_1_news;

-- At last, as it locks out everybody; and who has to wait for it queues them all behind.
SET LOCAL lock_timeout = '1500ms';
DROP INDEX user_view_1_odd_words;
DROP INDEX IF EXISTS user_view_1_search;
