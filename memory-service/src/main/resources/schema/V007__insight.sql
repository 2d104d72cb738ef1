-- Usage over time, growth, and the checksum of each value.

-- CRC-32C of the value before compression, so that compressing it anew keeps it; null in rows from before this step and
-- in rows that other programs wrote.
ALTER TABLE memory_store ADD COLUMN checksum INTEGER;

-- Operations on entries for each hour (`hour` is its beginning), by namespace (kind 'namespace') and once more by the
-- agent that said who it is (kind 'agent'). An empty name stands for the names beyond the bound of the recorder.
-- Sums only: who read which entry when is not kept.
CREATE TABLE usage_hours (
    swarm     TEXT    NOT NULL,
    hour      TEXT    NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('namespace', 'agent')),
    name      TEXT    NOT NULL,
    operation TEXT    NOT NULL,
    count     INTEGER NOT NULL,
    failures  INTEGER NOT NULL,
    nanos     INTEGER NOT NULL,
    max_nanos INTEGER NOT NULL,
    bytes     INTEGER NOT NULL,
    PRIMARY KEY (swarm, hour, kind, name, operation)
) WITHOUT ROWID;

CREATE INDEX usage_hours_age ON usage_hours (hour);

-- The file and its work over time, a row for each hour in which something changed; for the file as a whole, all swarms
-- together. reads, read_nanos and so on count since the row before.
CREATE TABLE growth_samples (
    sampled_at      TEXT PRIMARY KEY,
    revision        INTEGER NOT NULL,
    entries         INTEGER NOT NULL,
    value_bytes     INTEGER NOT NULL,
    stored_bytes    INTEGER NOT NULL,
    database_bytes  INTEGER NOT NULL,
    log_bytes       INTEGER NOT NULL,
    free_bytes      INTEGER NOT NULL,
    disk_free_bytes INTEGER NOT NULL,
    cache_hits      INTEGER NOT NULL,
    cache_misses    INTEGER NOT NULL,
    reads           INTEGER NOT NULL,
    read_nanos      INTEGER NOT NULL,
    writes          INTEGER NOT NULL,
    write_nanos     INTEGER NOT NULL
) WITHOUT ROWID;
