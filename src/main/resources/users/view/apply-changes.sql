-- Applies a batch of changes (UserChange), at most one a user; one array for each column of change.
-- Every part guards itself by the row's version and leaves tombstones alone, so a batch may be read
-- again, or by two at once.
WITH change AS (
  SELECT c.*, v.version AS seen_version
  FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    AS c (user_id, first_version, version, status, welcomed, first_name, last_name, email,
          first_name_folded, last_name_folded, email_folded, email_key, created_at, updated_at)
  LEFT JOIN user_view_1 v USING (user_id)
),
-- Changes from the first event on carry the whole row. ON CONFLICT sees rows that another session
-- has inserted since this statement began; an UPDATE would not.
created AS (
  INSERT INTO user_view_1 AS v
    (user_id, version, status, welcomed, first_name, last_name, email,
     first_name_folded, last_name_folded, email_folded, email_key, created_at, updated_at)
  SELECT user_id, version, status, welcomed, first_name, last_name, email,
         first_name_folded, last_name_folded, email_folded, email_key, created_at, updated_at
  FROM change
  WHERE first_version = 1
  ON CONFLICT (user_id) DO UPDATE SET
    version = excluded.version,
    status = excluded.status,
    welcomed = excluded.welcomed,
    first_name = excluded.first_name,
    last_name = excluded.last_name,
    email = excluded.email,
    first_name_folded = excluded.first_name_folded,
    last_name_folded = excluded.last_name_folded,
    email_folded = excluded.email_folded,
    email_key = excluded.email_key,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at
  WHERE v.version < excluded.version AND v.status <> 'deleted'
  RETURNING v.user_id
),
changed AS (
  UPDATE user_view_1 v SET
    version = c.version,
    status = coalesce(c.status, v.status),
    welcomed = v.welcomed OR c.welcomed,
    first_name = coalesce(c.first_name, v.first_name),
    last_name = coalesce(c.last_name, v.last_name),
    email = coalesce(c.email, v.email),
    first_name_folded = coalesce(c.first_name_folded, v.first_name_folded),
    last_name_folded = coalesce(c.last_name_folded, v.last_name_folded),
    email_folded = coalesce(c.email_folded, v.email_folded),
    email_key = coalesce(c.email_key, v.email_key),
    created_at = coalesce(c.created_at, v.created_at),
    updated_at = c.updated_at
  FROM change c
  WHERE v.user_id = c.user_id AND v.version < c.version AND v.status <> 'deleted'
    AND c.first_version > 1 AND c.status IS DISTINCT FROM 'deleted'
  RETURNING v.user_id
),
deleted AS (
  UPDATE user_view_1 v SET
    version = c.version,
    status = 'deleted',
    first_name = NULL,
    last_name = NULL,
    email = NULL,
    first_name_folded = NULL,
    last_name_folded = NULL,
    email_folded = NULL,
    email_key = NULL,
    created_at = NULL,
    updated_at = NULL
  FROM change c
  WHERE v.user_id = c.user_id AND v.version < c.version AND v.status <> 'deleted'
    AND c.first_version > 1 AND c.status = 'deleted'
  RETURNING v.user_id
),
news AS (
  INSERT INTO user_view_1_news (user_id)
  SELECT user_id FROM created
  UNION ALL SELECT user_id FROM changed
  UNION ALL SELECT user_id FROM deleted
)
SELECT 'APPLIED', user_id FROM created
UNION ALL SELECT 'APPLIED', user_id FROM changed
UNION ALL SELECT 'APPLIED', user_id FROM deleted
UNION ALL SELECT 'HOLE', user_id FROM change
  WHERE first_version > 1 AND first_version > coalesce(seen_version, 0) + 1
