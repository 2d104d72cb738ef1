-- What events, messages, patterns, metrics, workflows, topologies and consensus need beyond seed 002.
-- epoch and revision: the revision of the store that wrote the row.

-- 7. Events. Rebuilt with AUTOINCREMENT: the id of a pruned event never comes back, so a cursor never points behind
-- what it has not shown yet.
DROP INDEX events_time;
ALTER TABLE events RENAME TO events_before;
CREATE TABLE events (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    swarm     TEXT    NOT NULL DEFAULT 'default',
    type      TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    timestamp TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    epoch     INTEGER NOT NULL DEFAULT 1,
    revision  INTEGER NOT NULL DEFAULT 0,
    data      TEXT
);
INSERT INTO events (id, swarm, type, source, timestamp, data)
SELECT id, swarm, type, source, timestamp, data FROM events_before;
DROP TABLE events_before;

-- An index ends with the rowid, so each of these lists in the order of ids.
CREATE INDEX events_swarm ON events (swarm);
CREATE INDEX events_type ON events (swarm, type);
CREATE INDEX events_source ON events (swarm, source);
CREATE INDEX events_time ON events (swarm, timestamp);

-- Messages between agents. recipient is null for everybody but the sender; acknowledged_at is the recipient's, broadcasts
-- have theirs in message_acknowledgements.
CREATE TABLE messages (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    swarm             TEXT    NOT NULL DEFAULT 'default',
    sender            TEXT    NOT NULL,
    recipient         TEXT,
    type              TEXT    NOT NULL,
    requires_response INTEGER NOT NULL DEFAULT 0,
    sent_at           TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    expires_at        TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now', '+1 day')),
    acknowledged_at   TEXT,
    epoch             INTEGER NOT NULL DEFAULT 1,
    revision          INTEGER NOT NULL DEFAULT 0,
    payload           TEXT    NOT NULL
);

CREATE INDEX messages_inbox ON messages (swarm, recipient) WHERE acknowledged_at IS NULL;
CREATE INDEX messages_expiry ON messages (expires_at);

CREATE TABLE message_acknowledgements (
    message_id      INTEGER NOT NULL,
    swarm           TEXT    NOT NULL,
    agent           TEXT    NOT NULL,
    acknowledged_at TEXT    NOT NULL,
    PRIMARY KEY (message_id, swarm, agent)
) WITHOUT ROWID;

-- 8. Patterns. success_rate is the moving average of the reports of use.
ALTER TABLE patterns ADD COLUMN success_rate REAL NOT NULL DEFAULT 0.0;
ALTER TABLE patterns ADD COLUMN tags TEXT;
ALTER TABLE patterns ADD COLUMN updated_at TEXT;
ALTER TABLE patterns ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE patterns ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE patterns ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX patterns_type ON patterns (swarm, type);

-- 9. Measurements: the oldest of a swarm go first.
CREATE INDEX performance_metrics_age ON performance_metrics (swarm, timestamp);

-- 10. Workflows. status: running, completed, failed. runs: how often it was begun or resumed.
ALTER TABLE workflow_state ADD COLUMN status TEXT NOT NULL DEFAULT 'running';
ALTER TABLE workflow_state ADD COLUMN runs INTEGER NOT NULL DEFAULT 1;
ALTER TABLE workflow_state ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE workflow_state ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE workflow_state ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX workflow_state_type ON workflow_state (swarm, workflow_type, id);
CREATE INDEX workflow_state_running ON workflow_state (swarm, updated_at) WHERE status = 'running';

-- 11. Topologies. swarm_id repeats the swarm. nodes: [{"id": …, "role": …}], edges: [{"from": …, "to": …}].
ALTER TABLE swarm_topology ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE swarm_topology ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE swarm_topology ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX swarm_topology_version ON swarm_topology (swarm, version);

-- 12. Consensus. acceptors: a JSON array of those who may vote, empty for anybody. votes: a JSON object, true for an
-- acceptance. quorum: majority, unanimous, count:<number>, share:<0 to 1>. status: open, accepted, rejected.
-- timestamp is when this version was proposed.
ALTER TABLE consensus_state ADD COLUMN status TEXT NOT NULL DEFAULT 'open';
ALTER TABLE consensus_state ADD COLUMN quorum TEXT NOT NULL DEFAULT 'majority';
ALTER TABLE consensus_state ADD COLUMN votes TEXT NOT NULL DEFAULT '{}';
ALTER TABLE consensus_state ADD COLUMN updated_at TEXT;
ALTER TABLE consensus_state ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE consensus_state ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX consensus_state_status ON consensus_state (swarm, status, key);

-- The record of decisions, as seed 000 keeps it. participants: a JSON array.
CREATE TABLE decisions (
    swarm        TEXT    NOT NULL DEFAULT 'default',
    id           TEXT    NOT NULL,
    topic        TEXT    NOT NULL,
    participants TEXT    NOT NULL DEFAULT '[]',
    confidence   REAL    NOT NULL DEFAULT 0.0,
    status       TEXT    NOT NULL,
    task_id      TEXT,
    threshold    REAL,
    created_at   TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    epoch        INTEGER NOT NULL DEFAULT 1,
    revision     INTEGER NOT NULL DEFAULT 0,
    result       TEXT    NOT NULL,
    PRIMARY KEY (swarm, id)
);

CREATE INDEX decisions_time ON decisions (swarm, created_at DESC, id);
CREATE INDEX decisions_topic ON decisions (swarm, topic, created_at DESC, id);

-- How pieces of work went. result: success, partial_success, failure, timeout, conflict. agents: a JSON array.
-- context: a JSON object. The id that callers see is outcome_ and twelve digits.
CREATE TABLE outcomes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    swarm       TEXT    NOT NULL DEFAULT 'default',
    type        TEXT    NOT NULL,
    agents      TEXT    NOT NULL DEFAULT '[]',
    result      TEXT    NOT NULL,
    seconds     REAL    NOT NULL DEFAULT 0.0,
    recorded_at TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    context     TEXT    NOT NULL DEFAULT '{}'
);

CREATE INDEX outcomes_swarm ON outcomes (swarm);
CREATE INDEX outcomes_type ON outcomes (swarm, type);
CREATE INDEX outcomes_time ON outcomes (swarm, recorded_at);

-- What outcomes taught. pattern_data is the whole pattern; the columns before it repeat what people ask for.
-- retired_at is set when an optimisation took the pattern out of the library, merged_into when it became part of
-- another one; extraction leaves both out.
CREATE TABLE learned_patterns (
    swarm           TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    type            TEXT    NOT NULL,
    confidence      REAL    NOT NULL,
    success_rate    REAL    NOT NULL,
    usage_count     INTEGER NOT NULL DEFAULT 0,
    successful_uses INTEGER NOT NULL DEFAULT 0,
    learned_at      TEXT    NOT NULL,
    retired_at      TEXT,
    merged_into     TEXT,
    pattern_data    TEXT    NOT NULL,
    PRIMARY KEY (swarm, id)
);

-- The newest outcome that the learned patterns of a type take into account.
CREATE TABLE learning_progress (
    swarm      TEXT    NOT NULL,
    type       TEXT    NOT NULL,
    outcome_id INTEGER NOT NULL,
    PRIMARY KEY (swarm, type)
) WITHOUT ROWID;
