-- Locks and what fencing needs.

-- Who holds what. The fencing token of a lock is epoch and revision of its grant, written `1-42`. A row whose
-- expires_at has passed holds nothing any more; it is removed soon after.
CREATE TABLE locks (
    swarm       TEXT    NOT NULL DEFAULT 'default',
    key         TEXT    NOT NULL,
    owner       TEXT    NOT NULL,
    mode        TEXT    NOT NULL CHECK (mode IN ('read', 'write', 'exclusive')),
    epoch       INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    holds       INTEGER NOT NULL DEFAULT 1,
    acquired_at TEXT    NOT NULL,
    expires_at  TEXT    NOT NULL,
    PRIMARY KEY (swarm, key, owner)
) WITHOUT ROWID;

CREATE UNIQUE INDEX locks_fence ON locks (swarm, epoch, revision);

-- What the key alone does not tell a watcher, as a JSON object; of locks: event, owner, mode, fence, holds, expiresAt.
ALTER TABLE changelog ADD COLUMN detail TEXT;
