-- Full text and vectors.
--
-- The index of words follows the changelog behind the writes. It holds no text (`content=''`): a value lies in
-- memory_store alone, compressed or not. `scope` has one word each for swarm and namespace, so that they narrow
-- the search inside the index; it weighs nothing in the score. SQLite before 3.43 cannot query this table (it does not know
-- contentless_delete) and reads, checks and vacuums everything else; the test of the schema proves it with 3.40.
CREATE VIRTUAL TABLE entry_text USING fts5 (
    scope, name, body,
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

INSERT INTO entry_text (entry_text, rank) VALUES ('rank', 'bm25(0.0, 1.0, 1.0)');

-- Which entry a row of entry_text is: id is both its rowid and the entry's id in memory_store. Ids of deleted entries
-- are used again, so a row counts only while the key agrees too.
CREATE TABLE search_documents (
    id        INTEGER PRIMARY KEY,
    swarm     TEXT NOT NULL,
    namespace TEXT NOT NULL,
    key       TEXT NOT NULL,
    UNIQUE (swarm, namespace, key)
);

-- How far the index is, one row: every change up to `revision` is in it. While it is built from the entries, `scanned`
-- is the id of the last one; null otherwise. A missing row, or other numbers of documents, build it anew.
CREATE TABLE search_index (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    epoch     INTEGER NOT NULL,
    revision  INTEGER NOT NULL,
    scanned   INTEGER,
    documents INTEGER NOT NULL
);

INSERT INTO search_index (id, epoch, revision, scanned, documents) VALUES (1, 1, 0, NULL, 0);

-- Embeddings: 32-bit floats, little-endian. `epoch` and `revision` are those of the entry's row it describes: when that
-- row is written anew or is gone, the embedding no longer counts and is removed later.
CREATE TABLE entry_embeddings (
    entry_id    INTEGER PRIMARY KEY,
    swarm       TEXT    NOT NULL,
    namespace   TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    epoch       INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    embedded_at TEXT    NOT NULL,
    embedding   BLOB    NOT NULL,
    UNIQUE (swarm, namespace, key)
);

-- The dimension that the embeddings of a namespace have in common.
CREATE TABLE embedding_spaces (
    swarm     TEXT    NOT NULL,
    namespace TEXT    NOT NULL,
    dimension INTEGER NOT NULL,
    PRIMARY KEY (swarm, namespace)
) WITHOUT ROWID;

-- What changed among the embeddings of a namespace, for the copy in memory.
CREATE INDEX changelog_embeddings ON changelog (swarm, namespace, revision) WHERE table_name = 'entry_embeddings';
