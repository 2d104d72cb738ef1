# Leaves in the current directory what six earlier memories left: three JSON files and three databases.
set -eu
mkdir -p memory/data .claude-flow/memory .swarm .hive-mind

cat >memory/memory-store.json <<'JSON'
{"default": [{"key": "greeting", "value": "hello", "namespace": "default", "timestamp": 1752018127114}],
 "sparc": [{"key": "plan/1", "value": "{\"step\":1}", "namespace": "sparc", "timestamp": 1752018139320}]}
JSON

cat >memory/data/entries.json <<'JSON'
[{"id": "entry_1", "key": "finding", "value": {"a": 1}, "type": "object", "namespace": "research", "tags": ["kept"],
  "metadata": {}, "owner": "tester", "accessLevel": "shared", "createdAt": "2025-07-10T10:00:00.000Z",
  "updatedAt": "2025-07-10T10:00:00.000Z", "lastAccessedAt": "2025-07-10T10:00:00.000Z", "version": 1, "size": 7,
  "compressed": false, "references": [], "dependencies": []}]
JSON

cat >.claude-flow/memory/store.json <<'JSON'
{"version": "3.0.0", "entries": {"keyed": {"key": "keyed", "value": {"b": 2}, "metadata": {"by": "cli"},
 "storedAt": "2026-01-19T10:00:00.000Z", "accessCount": 2, "lastAccessed": "2026-01-19T11:00:00.000Z"}}}
JSON

export SQLITE3_READWRITE=1
sqlite3 .swarm/memory.db <<'SQL'
CREATE TABLE memory_entries (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, value TEXT NOT NULL,
  namespace TEXT NOT NULL DEFAULT 'default', metadata TEXT, created_at INTEGER, updated_at INTEGER, accessed_at INTEGER,
  access_count INTEGER DEFAULT 0, ttl INTEGER, expires_at INTEGER, UNIQUE(key, namespace));
INSERT INTO memory_entries (key, value, namespace, created_at, updated_at, accessed_at)
  VALUES ('shipped', 'as it was', 'tools', 1752018127, 1752018127, 1752018127);
SQL
sqlite3 .hive-mind/hive.db <<'SQL'
CREATE TABLE swarms (id TEXT PRIMARY KEY, name TEXT, objective TEXT, status TEXT, queen_type TEXT, created_at TEXT,
  updated_at TEXT);
CREATE TABLE agents (id TEXT PRIMARY KEY, swarm_id TEXT, name TEXT, type TEXT, role TEXT, status TEXT, capabilities TEXT,
  created_at TEXT);
CREATE TABLE tasks (id TEXT PRIMARY KEY, swarm_id TEXT, agent_id TEXT, description TEXT, status TEXT, priority INTEGER,
  result TEXT, created_at TEXT, completed_at TEXT);
CREATE TABLE collective_memory (id TEXT PRIMARY KEY, swarm_id TEXT, key TEXT, value TEXT, type TEXT, confidence REAL,
  created_by TEXT, created_at TEXT);
INSERT INTO swarms VALUES ('swarm-1', 'first', 'learn', 'active', 'strategic', '2025-07-10 10:00:00', '2025-07-10 10:00:00');
INSERT INTO agents VALUES ('agent-1', 'swarm-1', 'ada', 'coder', 'worker', 'idle', '["java"]', '2025-07-10 10:00:00');
INSERT INTO tasks VALUES ('task-1', 'swarm-1', 'agent-1', 'read', 'completed', 5, 'done', '2025-07-10 10:00:00',
  '2025-07-10 11:00:00');
INSERT INTO collective_memory VALUES ('m-1', 'swarm-1', 'lesson', '"test first"', 'knowledge', 1.0, 'agent-1',
  '2025-07-10 10:00:00');
SQL
sqlite3 .hive-mind/memory.db <<'SQL'
CREATE TABLE memories (id INTEGER PRIMARY KEY AUTOINCREMENT, namespace TEXT NOT NULL, key TEXT NOT NULL,
  value TEXT NOT NULL, type TEXT DEFAULT 'knowledge', timestamp INTEGER, created_at TEXT, UNIQUE(namespace, key));
INSERT INTO memories (namespace, key, value, timestamp, created_at)
  VALUES ('hive-mind', 'remembered', 'well', 1752018127114, '2025-07-10 10:00:00');
SQL
