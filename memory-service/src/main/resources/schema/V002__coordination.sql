-- What sessions, agents, their memory, tasks and shared state need beyond seed 002.
--
-- `epoch` and `revision` name the write that left a row as it is; `version` counts from 1.

-- Sessions. An ended one can be read; one whose expires_at has passed is absent, also before it is deleted.
ALTER TABLE sessions ADD COLUMN updated_at TEXT;
ALTER TABLE sessions ADD COLUMN ended_at TEXT;
ALTER TABLE sessions ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sessions ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sessions ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

CREATE INDEX sessions_expiry ON sessions (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX sessions_created ON sessions (swarm, created_at DESC, id);

-- Agents. `capabilities` is a JSON array of strings, `metadata` a JSON object.
ALTER TABLE agents ADD COLUMN name TEXT;
ALTER TABLE agents ADD COLUMN metadata TEXT;
ALTER TABLE agents ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE agents ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE agents ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

CREATE INDEX agents_activity ON agents (swarm, last_active, id);

-- What agents remember. `bytes` is the size of key and value in UTF-8, which the quotas count.
ALTER TABLE agent_memory ADD COLUMN session_id TEXT;
ALTER TABLE agent_memory ADD COLUMN updated_at TEXT;
ALTER TABLE agent_memory ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE agent_memory ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE agent_memory ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agent_memory ADD COLUMN bytes INTEGER
    GENERATED ALWAYS AS (length(CAST(key AS BLOB)) + length(CAST(value AS BLOB))) VIRTUAL;

CREATE INDEX agent_memory_session ON agent_memory (swarm, session_id) WHERE session_id IS NOT NULL;

-- What agents decided, the whole history; `decision` and `context` are JSON.
CREATE TABLE agent_decisions (
    id            INTEGER PRIMARY KEY,
    swarm         TEXT    NOT NULL DEFAULT 'default',
    agent_id      TEXT    NOT NULL,
    decision_type TEXT    NOT NULL,
    decision      TEXT    NOT NULL,
    context       TEXT,
    created_at    TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    epoch         INTEGER NOT NULL DEFAULT 1,
    revision      INTEGER NOT NULL DEFAULT 0,
    bytes         INTEGER GENERATED ALWAYS AS
        (length(CAST(decision AS BLOB)) + coalesce(length(CAST(context AS BLOB)), 0)) VIRTUAL,
    FOREIGN KEY (swarm, agent_id) REFERENCES agents (swarm, id)
);

CREATE INDEX agent_decisions_agent ON agent_decisions (swarm, agent_id, id);
CREATE INDEX agent_decisions_type ON agent_decisions (swarm, agent_id, decision_type, id);

-- How many bytes each agent (kind 'agent') and each session (kind 'session') has in agent_memory and agent_decisions;
-- the triggers below keep it, whoever writes.
CREATE TABLE agent_usage (
    swarm TEXT    NOT NULL,
    kind  TEXT    NOT NULL CHECK (kind IN ('agent', 'session')),
    id    TEXT    NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (swarm, kind, id)
) WITHOUT ROWID;

CREATE TRIGGER agent_memory_inserted AFTER INSERT ON agent_memory BEGIN
    INSERT INTO agent_usage (swarm, kind, id, bytes) VALUES (new.swarm, 'agent', new.agent_id, new.bytes)
        ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
    INSERT INTO agent_usage (swarm, kind, id, bytes)
        SELECT new.swarm, 'session', new.session_id, new.bytes WHERE new.session_id IS NOT NULL
        ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER agent_memory_deleted AFTER DELETE ON agent_memory BEGIN
    UPDATE agent_usage SET bytes = bytes - old.bytes WHERE swarm = old.swarm AND kind = 'agent' AND id = old.agent_id;
    UPDATE agent_usage SET bytes = bytes - old.bytes
        WHERE swarm = old.swarm AND kind = 'session' AND id = old.session_id;
    DELETE FROM agent_usage
        WHERE swarm = old.swarm AND bytes = 0
          AND ((kind = 'agent' AND id = old.agent_id) OR (kind = 'session' AND id = old.session_id));
END;

CREATE TRIGGER agent_memory_updated
    AFTER UPDATE OF swarm, agent_id, key, value, session_id ON agent_memory BEGIN
    UPDATE agent_usage SET bytes = bytes - old.bytes WHERE swarm = old.swarm AND kind = 'agent' AND id = old.agent_id;
    UPDATE agent_usage SET bytes = bytes - old.bytes
        WHERE swarm = old.swarm AND kind = 'session' AND id = old.session_id;
    INSERT INTO agent_usage (swarm, kind, id, bytes) VALUES (new.swarm, 'agent', new.agent_id, new.bytes)
        ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
    INSERT INTO agent_usage (swarm, kind, id, bytes)
        SELECT new.swarm, 'session', new.session_id, new.bytes WHERE new.session_id IS NOT NULL
        ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
    DELETE FROM agent_usage WHERE swarm = old.swarm AND kind = 'session' AND id = old.session_id AND bytes = 0;
END;

CREATE TRIGGER agent_decisions_inserted AFTER INSERT ON agent_decisions BEGIN
    INSERT INTO agent_usage (swarm, kind, id, bytes) VALUES (new.swarm, 'agent', new.agent_id, new.bytes)
        ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER agent_decisions_deleted AFTER DELETE ON agent_decisions BEGIN
    UPDATE agent_usage SET bytes = bytes - old.bytes WHERE swarm = old.swarm AND kind = 'agent' AND id = old.agent_id;
    DELETE FROM agent_usage WHERE swarm = old.swarm AND kind = 'agent' AND id = old.agent_id AND bytes = 0;
END;

-- Rows that were there before the triggers.
INSERT INTO agent_usage (swarm, kind, id, bytes)
SELECT swarm, 'agent', agent_id, sum(bytes) FROM agent_memory GROUP BY swarm, agent_id;

-- Tasks. `dependencies` is a JSON array of ids, `metadata` a JSON object, `progress` and `result` any JSON.
-- A claim is lease_agent, its fencing token lease_epoch and lease_revision, and lease_expires_at; when that has passed
-- the task is free for everybody, also before the row says so. open_dependencies: how many are not completed.
ALTER TABLE tasks ADD COLUMN metadata TEXT;
ALTER TABLE tasks ADD COLUMN updated_at TEXT;
ALTER TABLE tasks ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN progress TEXT;
ALTER TABLE tasks ADD COLUMN progress_by TEXT;
ALTER TABLE tasks ADD COLUMN progress_at TEXT;
ALTER TABLE tasks ADD COLUMN lease_agent TEXT;
ALTER TABLE tasks ADD COLUMN lease_epoch INTEGER;
ALTER TABLE tasks ADD COLUMN lease_revision INTEGER;
ALTER TABLE tasks ADD COLUMN lease_expires_at TEXT;
ALTER TABLE tasks ADD COLUMN open_dependencies INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tasks ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tasks ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN urgency INTEGER GENERATED ALWAYS AS
    (CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END) VIRTUAL;

CREATE INDEX tasks_runnable ON tasks (swarm, assigned_to, urgency, created_at, id)
    WHERE status IN ('pending', 'assigned') AND open_dependencies = 0;
CREATE INDEX tasks_order ON tasks (swarm, urgency, created_at, id);
CREATE INDEX tasks_status ON tasks (swarm, status, urgency, created_at, id);
CREATE INDEX tasks_assigned ON tasks (swarm, assigned_to, urgency, created_at, id) WHERE assigned_to IS NOT NULL;
CREATE INDEX tasks_holder ON tasks (swarm, lease_agent, urgency, created_at, id) WHERE lease_agent IS NOT NULL;
CREATE INDEX tasks_lease ON tasks (lease_expires_at) WHERE lease_expires_at IS NOT NULL;

-- The dependencies of all tasks the other way round: who waits for a task.
CREATE TABLE task_dependents (
    swarm      TEXT NOT NULL,
    dependency TEXT NOT NULL,
    task       TEXT NOT NULL,
    PRIMARY KEY (swarm, dependency, task)
) WITHOUT ROWID;

-- Shared state.
ALTER TABLE shared_state ADD COLUMN created_at TEXT;
ALTER TABLE shared_state ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE shared_state ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
