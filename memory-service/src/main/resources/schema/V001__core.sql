-- The twelve tables of the swarm memory, and what the store keeps beside them.
--
-- Times are text, UTC, `YYYY-MM-DD HH:MM:SS.SSS`: they sort as they read. Every key begins with the swarm.
-- Plain sqlite3 of Debian 12 (3.40) reads all of it; nothing here needs a newer one.

-- 1. Values under a key in a namespace. `value` is last, so that reading the other columns never walks its pages.
-- `value` is text for json and text, a blob for bytes and for whatever `compression` marks.
CREATE TABLE memory_store (
    id          INTEGER PRIMARY KEY,
    swarm       TEXT    NOT NULL DEFAULT 'default',
    namespace   TEXT    NOT NULL DEFAULT 'default',
    key         TEXT    NOT NULL,
    encoding    TEXT    NOT NULL DEFAULT 'json' CHECK (encoding IN ('json', 'text', 'bytes')),
    compression TEXT    NOT NULL DEFAULT 'none' CHECK (compression IN ('none', 'gzip', 'zstd')),
    tags        TEXT,
    metadata    TEXT,
    version     INTEGER NOT NULL DEFAULT 1,
    epoch       INTEGER NOT NULL DEFAULT 1,
    revision    INTEGER NOT NULL DEFAULT 0,
    created_at  TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at  TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    expires_at  TEXT,
    ttl         INTEGER,
    value_size  INTEGER NOT NULL DEFAULT 0,
    stored_size INTEGER NOT NULL DEFAULT 0,
    value       TEXT    NOT NULL,
    UNIQUE (swarm, namespace, key)
);

CREATE INDEX memory_store_expiry ON memory_store (expires_at) WHERE expires_at IS NOT NULL;

-- The tags of memory_store, for the search by tag: one row for each tag of each entry, in the order of a listing.
CREATE TABLE memory_tags (
    swarm     TEXT NOT NULL,
    tag       TEXT NOT NULL,
    namespace TEXT NOT NULL,
    key       TEXT NOT NULL,
    PRIMARY KEY (swarm, tag, namespace, key)
) WITHOUT ROWID;

-- Counted reads of memory_store, apart from it: counting a read must not rewrite a value.
CREATE TABLE memory_access (
    entry_id     INTEGER PRIMARY KEY,
    access_count INTEGER NOT NULL,
    accessed_at  TEXT    NOT NULL
);

-- Sums over memory_store for each namespace, expired rows included; kept in the transaction of each write.
-- ratio_sum: original size / stored size in millionths, summed over compressed entries.
CREATE TABLE namespace_totals (
    swarm        TEXT    NOT NULL,
    namespace    TEXT    NOT NULL,
    entries      INTEGER NOT NULL,
    value_bytes  INTEGER NOT NULL,
    stored_bytes INTEGER NOT NULL,
    compressed   INTEGER NOT NULL,
    ratio_sum    INTEGER NOT NULL,
    PRIMARY KEY (swarm, namespace)
) WITHOUT ROWID;

-- 2. Sessions.
CREATE TABLE sessions (
    swarm         TEXT NOT NULL DEFAULT 'default',
    id            TEXT NOT NULL,
    data          TEXT NOT NULL,
    created_at    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    last_accessed TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    expires_at    TEXT,
    PRIMARY KEY (swarm, id)
);

-- 3. Agents.
CREATE TABLE agents (
    swarm        TEXT NOT NULL DEFAULT 'default',
    id           TEXT NOT NULL,
    type         TEXT NOT NULL,
    capabilities TEXT,
    state        TEXT,
    swarm_id     TEXT,
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    last_active  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    PRIMARY KEY (swarm, id)
);

-- 4. Tasks.
CREATE TABLE tasks (
    swarm        TEXT NOT NULL DEFAULT 'default',
    id           TEXT NOT NULL,
    description  TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'pending',
    priority     TEXT NOT NULL DEFAULT 'medium',
    assigned_to  TEXT,
    dependencies TEXT,
    result       TEXT,
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    completed_at TEXT,
    PRIMARY KEY (swarm, id)
);

-- 5. What one agent remembers.
CREATE TABLE agent_memory (
    id         INTEGER PRIMARY KEY,
    swarm      TEXT NOT NULL DEFAULT 'default',
    agent_id   TEXT NOT NULL,
    key        TEXT NOT NULL,
    value      TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    UNIQUE (swarm, agent_id, key),
    FOREIGN KEY (swarm, agent_id) REFERENCES agents (swarm, id)
);

-- 6. State that agents share, with a version for compare-and-set.
CREATE TABLE shared_state (
    swarm      TEXT    NOT NULL DEFAULT 'default',
    key        TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    updated_by TEXT,
    version    INTEGER NOT NULL DEFAULT 1,
    updated_at TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    PRIMARY KEY (swarm, key)
);

-- 7. Events.
CREATE TABLE events (
    id        INTEGER PRIMARY KEY,
    swarm     TEXT NOT NULL DEFAULT 'default',
    type      TEXT NOT NULL,
    source    TEXT NOT NULL,
    data      TEXT,
    timestamp TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);

CREATE INDEX events_time ON events (swarm, timestamp);

-- 8. Learned patterns.
CREATE TABLE patterns (
    swarm        TEXT    NOT NULL DEFAULT 'default',
    id           TEXT    NOT NULL,
    type         TEXT    NOT NULL,
    pattern_data TEXT    NOT NULL,
    confidence   REAL    NOT NULL DEFAULT 0.0,
    usage_count  INTEGER NOT NULL DEFAULT 0,
    created_at   TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    last_used    TEXT,
    PRIMARY KEY (swarm, id)
);

-- 9. Measurements.
CREATE TABLE performance_metrics (
    id          INTEGER PRIMARY KEY,
    swarm       TEXT NOT NULL DEFAULT 'default',
    metric_name TEXT NOT NULL,
    value       REAL NOT NULL,
    tags        TEXT,
    timestamp   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);

CREATE INDEX performance_metrics_time ON performance_metrics (swarm, metric_name, timestamp);

-- 10. Workflows.
CREATE TABLE workflow_state (
    swarm           TEXT NOT NULL DEFAULT 'default',
    id              TEXT NOT NULL,
    workflow_type   TEXT NOT NULL,
    state           TEXT NOT NULL,
    checkpoint_data TEXT,
    created_at      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at      TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    PRIMARY KEY (swarm, id)
);

-- 11. Topologies; the newest row of a swarm is the present one.
CREATE TABLE swarm_topology (
    id            INTEGER PRIMARY KEY,
    swarm         TEXT NOT NULL DEFAULT 'default',
    swarm_id      TEXT NOT NULL,
    topology_type TEXT NOT NULL,
    nodes         TEXT NOT NULL,
    edges         TEXT,
    metadata      TEXT,
    created_at    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now'))
);

CREATE INDEX swarm_topology_swarm ON swarm_topology (swarm, swarm_id);

-- 12. Consensus.
CREATE TABLE consensus_state (
    swarm     TEXT    NOT NULL DEFAULT 'default',
    key       TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    version   INTEGER NOT NULL DEFAULT 1,
    proposer  TEXT,
    acceptors TEXT,
    timestamp TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    PRIMARY KEY (swarm, key)
);

-- What changed, in order; written in the transaction of the change, kept for a bounded age and number of rows.
-- operation: put, delete, expire, clear (the whole namespace; key is empty). seq counts within one revision.
CREATE TABLE changelog (
    revision   INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    swarm      TEXT    NOT NULL,
    table_name TEXT    NOT NULL,
    namespace  TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    operation  TEXT    NOT NULL,
    changed_at TEXT    NOT NULL,
    PRIMARY KEY (revision, seq)
) WITHOUT ROWID;

-- Facts about the file: epoch, revision (the newest), changelog_floor (changes up to and including it are gone),
-- created_at, clean (1 after an orderly stop).
CREATE TABLE store_meta (
    name  TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;

INSERT INTO store_meta (name, value)
VALUES ('epoch', 1),
       ('revision', 0),
       ('changelog_floor', 0),
       ('clean', 1),
       ('created_at', strftime('%Y-%m-%d %H:%M:%f', 'now'));
