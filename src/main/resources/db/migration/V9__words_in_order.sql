-- A page of a search that many match was found by reading a list until enough of them were met, were they all at its end. With
-- what lists are sorted and filtered by beside the words, those who match are sorted without a look at their rows.

SET LOCAL lock_timeout = '1500ms';
DROP VIEW user_words;
DROP TABLE user_view_1_words;

-- The words of each user, and where they have the user on lists, as it was when they were last brought in.
CREATE TABLE user_view_1_words (
  user_id uuid PRIMARY KEY,
  search text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  last_name_folded text COLLATE "C" NOT NULL,
  email_key text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

INSERT INTO user_view_1_words
SELECT user_id, search, status, last_name_folded, email_key, created_at, updated_at
FROM user_view_1 WHERE search IS NOT NULL;

-- Whether a word is rare decides how to search for it.
ALTER TABLE user_view_1_words ALTER COLUMN search SET STATISTICS 500;

-- A word that begins with no letter and no digit leaves no trigram of its beginning. Few users have one. PageStatements says
-- the same condition.
CREATE INDEX user_view_1_words_odd ON user_view_1_words (user_id) WHERE search ~ ' [^[:alnum:]]';

-- WordsUpdate merges what is pending before the list is full. Without the extension a search gives the same answers, by
-- reading more.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_opclass WHERE opcname = 'gin_trgm_ops' AND pg_opclass_is_visible(oid)) THEN
    CREATE INDEX user_view_1_words_search ON user_view_1_words USING gin (search gin_trgm_ops)
      WITH (gin_pending_list_limit = 65536);
  END IF;
END
$$;

CREATE VIEW user_words AS
SELECT user_id, search, status, last_name_folded, email_key, created_at, updated_at FROM user_view_1_words;

ANALYZE user_view_1_words;
