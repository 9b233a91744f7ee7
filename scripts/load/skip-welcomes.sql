-- Lets the welcomes, which are paused, go on after all that is there.
INSERT INTO akka_projection_offset_store
SELECT 'welcome', part, transaction_id || '-' || ordering, 'STR', false, extract(epoch FROM now()) * 1000
FROM regexp_split_to_table(:'parts', '\n') part,
  (SELECT transaction_id, ordering FROM event_journal ORDER BY transaction_id DESC, ordering DESC LIMIT 1) head
ON CONFLICT (projection_name, projection_key) DO UPDATE SET current_offset = excluded.current_offset;
