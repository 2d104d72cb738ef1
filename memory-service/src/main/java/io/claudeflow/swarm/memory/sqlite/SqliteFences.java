package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.lock.Fence;
import io.claudeflow.swarm.memory.lock.Fences;
import io.claudeflow.swarm.memory.lock.LockMode;
import io.claudeflow.swarm.memory.revision.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fences on the rows of {@code locks}. Writes ask for exclusive locks only while there can be one: the counter is
 * raised before a grant is queued and lowered after the end is durable, so zero means that none is in force.
 */
final class SqliteFences implements Fences, WriteGuard {
    private static final ScopedValue<Shown> SHOWN = ScopedValue.newInstance();

    private static final String BY_TOKEN =
            "SELECT key, mode, expires_at FROM locks WHERE swarm = ? AND epoch = ? AND revision = ?";
    private static final String HOLDER = "SELECT owner, mode, epoch, revision FROM locks WHERE swarm = ? AND key = ?"
            + " AND expires_at > ? ORDER BY epoch DESC, revision DESC LIMIT 1";
    private static final String EXCLUSIVE = "SELECT owner, epoch, revision, key FROM locks WHERE swarm = ? AND key = ?"
            + " AND mode = 'exclusive' AND expires_at > ?";
    private static final String EXCLUSIVE_WITHIN =
            "SELECT owner, epoch, revision, key FROM locks WHERE swarm = ? AND substr(key, 1, length(?)) = ?"
                    + " AND mode = 'exclusive' AND expires_at > ?";

    private final Database database;
    private final AtomicInteger exclusive;

    SqliteFences(Database database, AtomicInteger exclusive) {
        this.database = database;
        this.exclusive = exclusive;
    }

    /** What the thread's caller shows. */
    private record Shown(String swarm, Fence fence) {}

    /** The work with the check before it, when the calling thread shows a fence; it is shown inside, too. */
    static <T extends @Nullable Object> WriteWork<T> behindFence(WriteWork<T> work) {
        if (!SHOWN.isBound()) {
            return work;
        }
        var shown = SHOWN.get();
        return tx -> {
            check(tx, shown.swarm(), shown.fence());
            return ScopedValue.where(SHOWN, shown).<T, SQLException>call(() -> work.run(tx));
        };
    }

    @Override
    public void check(String swarm, Fence fence) {
        EntryKey.checkSwarm(swarm);
        database.<Boolean>write(tx -> {
            check(tx, swarm, fence);
            return true;
        });
    }

    @Override
    public <T extends @Nullable Object> T guarded(String swarm, Fence fence, Supplier<T> work) {
        EntryKey.checkSwarm(swarm);
        if (database.running()) {
            check(swarm, fence);
        }
        return ScopedValue.where(SHOWN, new Shown(swarm, fence)).<T, RuntimeException>call(work::get);
    }

    @Override
    public void checkWrite(String swarm, String key) {
        EntryKey.checkSwarm(swarm);
        database.<Boolean>write(tx -> {
            checkKey(tx, swarm, key);
            return true;
        });
    }

    @Override
    public void entry(WriteTransaction tx, EntryKey key) throws SQLException {
        if (exclusive.get() > 0) {
            checkKey(tx, key.swarm(), key.namespace() + "/" + key.key());
        }
    }

    @Override
    public void namespace(WriteTransaction tx, String swarm, String namespace) throws SQLException {
        if (exclusive.get() > 0) {
            var select = tx.prepare(EXCLUSIVE_WITHIN);
            select.setString(1, swarm);
            select.setString(2, namespace + "/");
            select.setString(3, namespace + "/");
            select.setString(4, tx.nowText());
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    checkExclusive(row);
                }
            }
        }
    }

    private static void checkKey(WriteTransaction tx, String swarm, String key) throws SQLException {
        var select = tx.prepare(EXCLUSIVE);
        select.setString(1, swarm);
        select.setString(2, key);
        select.setString(3, tx.nowText());
        try (var row = select.executeQuery()) {
            if (row.next()) {
                checkExclusive(row);
            }
        }
    }

    private static void checkExclusive(ResultSet row) throws SQLException {
        var token = new Revision(row.getLong(2), row.getLong(3));
        if (!SHOWN.isBound() || !SHOWN.get().fence().token().equals(token)) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED,
                    "fence",
                    SHOWN.isBound() ? SHOWN.get().fence() : "(absent)",
                    "the token of " + row.getString(1) + ", who holds " + row.getString(4) + " exclusively");
        }
    }

    private static void check(WriteTransaction tx, String swarm, Fence fence) throws SQLException {
        var select = tx.prepare(BY_TOKEN);
        select.setString(1, swarm);
        select.setLong(2, fence.token().epoch());
        select.setLong(3, fence.token().number());
        String found = fence.key();
        boolean holds = false;
        boolean onlyRead = false;
        try (var row = select.executeQuery()) {
            if (row.next()) {
                var key = row.getString(1);
                boolean live = row.getString(3).compareTo(tx.nowText()) > 0;
                boolean sameKey = fence.key() == null || fence.key().equals(key);
                onlyRead = live && sameKey && row.getString(2).equals(LockMode.READ.wireName());
                holds = live && sameKey && !onlyRead;
                found = fence.key() == null ? key : fence.key();
            }
        }
        if (!holds) {
            throw MemoryException.ofField(
                    FailureKind.PRECONDITION_FAILED,
                    "fence",
                    fence,
                    "the token of a live write or exclusive lock; "
                            + (onlyRead ? "this one only reads" : holder(tx, swarm, found)));
        }
    }

    private static String holder(WriteTransaction tx, String swarm, @Nullable String key) throws SQLException {
        if (key == null) {
            return "no lock has this token";
        }
        var select = tx.prepare(HOLDER);
        select.setString(1, swarm);
        select.setString(2, key);
        select.setString(3, tx.nowText());
        try (var row = select.executeQuery()) {
            return row.next()
                    ? key + " is held by " + row.getString(1) + " (" + row.getString(2) + ", token "
                            + new Revision(row.getLong(3), row.getLong(4)) + ")"
                    : "nobody holds " + key;
        }
    }
}
