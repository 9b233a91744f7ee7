-- The table that a rebuild has filled becomes the one that is shown. In a transaction that has
-- locked user_view, and with it user_view_1, against everybody.
DO $$
DECLARE
  shown text := pg_get_viewdef('user_view'::regclass);
  index text;
BEGIN
  ALTER TABLE user_view_1 RENAME TO user_view_1_old;
  ALTER TABLE user_view_1_next RENAME TO user_view_1;
  EXECUTE 'CREATE OR REPLACE VIEW user_view AS ' || shown;
  DROP TABLE user_view_1_old;
  FOR index IN
    SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = 'user_view_1'::regclass
  LOOP
    EXECUTE format('ALTER INDEX %I RENAME TO %I', index, replace(index, '_next', ''));
  END LOOP;
END
$$
