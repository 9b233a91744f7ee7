-- Inserts whole users (UserChange), where nobody can have inserted them before; one array for each column.
WITH inserted AS (
  INSERT INTO user_view_1
    (user_id, version, status, welcomed, first_name, last_name, email,
     first_name_folded, last_name_folded, email_folded, email_key, created_at, updated_at)
  SELECT user_id, version, status, welcomed, first_name, last_name, email,
         first_name_folded, last_name_folded, email_folded, email_key, created_at, updated_at
  FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    AS c (user_id, first_version, version, status, welcomed, first_name, last_name, email,
          first_name_folded, last_name_folded, email_folded, email_key, created_at, updated_at)
  RETURNING user_id, search, status, last_name_folded, email_key, created_at, updated_at
)
INSERT INTO user_view_1_words (user_id, search, status, last_name_folded, email_key, created_at, updated_at)
SELECT user_id, search, status, last_name_folded, email_key, created_at, updated_at FROM inserted WHERE search IS NOT NULL
