-- Where each projection stands, by the names that Akka Projection expects. A few rows that are
-- updated all the time: the room left in each page keeps those updates off the index.
CREATE TABLE akka_projection_offset_store (
  projection_name varchar(255) NOT NULL,
  projection_key varchar(255) NOT NULL,
  current_offset varchar(255) NOT NULL,
  manifest varchar(4) NOT NULL,
  mergeable boolean NOT NULL,
  last_updated bigint NOT NULL,
  PRIMARY KEY (projection_name, projection_key)
) WITH (fillfactor = 20);

CREATE TABLE akka_projection_management (
  projection_name varchar(255) NOT NULL,
  projection_key varchar(255) NOT NULL,
  paused boolean NOT NULL,
  last_updated bigint NOT NULL,
  PRIMARY KEY (projection_name, projection_key)
);
