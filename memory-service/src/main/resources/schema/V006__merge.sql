-- What the operation merge keeps beside an entry, what waits for a decision, and when each policy was collected last.

-- The replicated state of an entry. It belongs to one write: epoch, revision and version are those of the row in
-- memory_store that merge wrote; after a plain store they differ, the state no longer counts, and the next collection
-- removes it. stamp_micros (since 1970) and replica: when and by whom the value that counts was written.
-- state: JSON as text, a blob where compression says so; null for strategies that need no more than the stamp.
CREATE TABLE merge_state (
    swarm        TEXT    NOT NULL,
    namespace    TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    strategy     TEXT    NOT NULL,
    epoch        INTEGER NOT NULL,
    revision     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    stamp_micros INTEGER NOT NULL,
    replica      TEXT    NOT NULL,
    compression  TEXT    NOT NULL DEFAULT 'none' CHECK (compression IN ('none', 'gzip', 'zstd')),
    state_size   INTEGER NOT NULL DEFAULT 0,
    state        TEXT,
    PRIMARY KEY (swarm, namespace, key)
);

-- Conflicts that wait for somebody to decide; they go with their entry. ours (stored), theirs (came in) and base (what
-- theirs grew from, null when unknown) are JSON, pointers an array of JSON Pointers. An id is never used again.
CREATE TABLE merge_conflicts (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    swarm     TEXT    NOT NULL,
    namespace TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    epoch     INTEGER NOT NULL,
    revision  INTEGER NOT NULL,
    queued_at TEXT    NOT NULL,
    pointers  TEXT    NOT NULL,
    base      TEXT,
    ours      TEXT    NOT NULL,
    theirs    TEXT    NOT NULL
);

CREATE INDEX merge_conflicts_swarm ON merge_conflicts (swarm);
CREATE INDEX merge_conflicts_key ON merge_conflicts (swarm, namespace, key);

-- The collections of each retention policy, by its pattern. Policies hold for the whole file, so there is no swarm.
CREATE TABLE policy_runs (
    pattern          TEXT PRIMARY KEY,
    runs             INTEGER NOT NULL,
    deleted          INTEGER NOT NULL,
    last_run         TEXT,
    last_deleted     INTEGER NOT NULL,
    last_duration_ms INTEGER NOT NULL
);
