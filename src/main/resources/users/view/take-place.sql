-- The tables that a rebuild has filled become those that are shown. In a transaction that has locked the views, and with them
-- their tables, against everybody.
DO $$
DECLARE
  shown text := pg_get_viewdef('user_view'::regclass);
  words text := pg_get_viewdef('user_words'::regclass);
  news text := pg_get_viewdef('user_news'::regclass);
  index text;
BEGIN
  ALTER TABLE user_view_1 RENAME TO user_view_1_old;
  ALTER TABLE user_view_1_words RENAME TO user_view_1_old_words;
  ALTER TABLE user_view_1_news RENAME TO user_view_1_old_news;
  ALTER TABLE user_view_1_next RENAME TO user_view_1;
  ALTER TABLE user_view_1_next_words RENAME TO user_view_1_words;
  ALTER TABLE user_view_1_next_news RENAME TO user_view_1_news;
  EXECUTE 'CREATE OR REPLACE VIEW user_view AS ' || shown;
  EXECUTE 'CREATE OR REPLACE VIEW user_words AS ' || words;
  EXECUTE 'CREATE OR REPLACE VIEW user_news AS ' || news;
  DROP TABLE user_view_1_old, user_view_1_old_words, user_view_1_old_news;
  FOR index IN
    SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid IN ('user_view_1'::regclass, 'user_view_1_words'::regclass)
  LOOP
    EXECUTE format('ALTER INDEX %I RENAME TO %I', index, replace(index, '_next', ''));
  END LOOP;
END
$$
