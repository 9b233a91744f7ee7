-- The write that fills up what is pending for the trigram index merges it. Of 256 kB, some 200 rows, that cost as much as all
-- else that the row costs; the more rows at once the less each, but the longer each search until then. When no more is
-- written, PendingWords merges the rest.
ALTER INDEX IF EXISTS user_view_1_search SET (gin_pending_list_limit = 1024);
