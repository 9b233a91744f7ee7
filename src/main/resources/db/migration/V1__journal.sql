-- What the persistence plugin writes, by its default names, and two columns of ours for the feed.
-- No table event_tag: without tags the plugin never touches it. No index on ordering: only the
-- plugin's own read side would ask by it, and every index is paid for by each write.
CREATE TABLE event_journal (
  ordering bigserial NOT NULL,
  persistence_id varchar(255) NOT NULL,
  sequence_number bigint NOT NULL,
  deleted boolean NOT NULL DEFAULT false,

  writer varchar(255) NOT NULL,
  write_timestamp bigint,
  adapter_manifest varchar(255),

  event_ser_id integer NOT NULL,
  event_ser_manifest varchar(255) NOT NULL,
  event_payload bytea NOT NULL,

  meta_ser_id integer,
  meta_ser_manifest varchar(255),
  meta_payload bytea,

  -- The feed's order: by the transaction that wrote the event, then by ordering.
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  -- 0..127. Computed from text alone: a dump restored elsewhere must give each user the same slice
  -- again, which hashtext does not promise between versions of PostgreSQL.
  slice smallint NOT NULL
    GENERATED ALWAYS AS (get_byte(sha256(persistence_id::bytea), 0) & 127) STORED,

  PRIMARY KEY (persistence_id, sequence_number)
);

CREATE INDEX event_journal_feed ON event_journal (transaction_id, ordering);

CREATE TABLE snapshot (
  persistence_id varchar(255) NOT NULL,
  sequence_number bigint NOT NULL,
  created bigint NOT NULL,

  snapshot_ser_id integer NOT NULL,
  snapshot_ser_manifest varchar(255) NOT NULL,
  snapshot_payload bytea NOT NULL,

  meta_ser_id integer,
  meta_ser_manifest varchar(255),
  meta_payload bytea,

  PRIMARY KEY (persistence_id, sequence_number)
);
