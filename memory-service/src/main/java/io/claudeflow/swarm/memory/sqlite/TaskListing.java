package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryOrder;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.sqlite.TaskRows.Place;
import io.claudeflow.swarm.memory.task.Task;
import io.claudeflow.swarm.memory.task.TaskQuery;
import io.claudeflow.swarm.memory.task.TaskStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Listings of tasks. A lease that has run out changes what a row means, so a filter is up to four statements, each a
 * range of an index, whose places are merged; only the tasks of the page are read.
 */
final class TaskListing {
    static final Comparator<Place> CLAIM_ORDER = Comparator.comparingInt(Place::urgency)
            .thenComparing(Place::createdAt)
            .thenComparing(Place::id, EntryOrder::compareNames);

    private static final String LIVE = "(lease_expires_at IS NULL OR lease_expires_at > ?)";

    private TaskListing() {}

    /**
     * A part of a condition and its parameters.
     *
     * @param index which index to use where the planner, without statistics, would take another; or empty
     */
    private record Condition(String index, String sql, List<String> parameters) {
        Condition(String sql, String... parameters) {
            this("", sql, List.of(parameters));
        }

        /** Of the rows that say in progress, those whose lease has run out. */
        static Condition freed(String now, String assigned) {
            return new Condition(
                    " INDEXED BY tasks_lease", " AND lease_expires_at <= ? AND assigned_to " + assigned, List.of(now));
        }

        void addTo(Sql statement) {
            statement.add(sql, parameters.toArray());
        }
    }

    static Page<Task> list(Database database, String swarm, TaskQuery query) {
        var listing = swarm + ' ' + query.listing();
        var after = after(listing, query);
        var now = SqliteTime.rounded(database.clock().instant());
        return database.read(session -> {
            var page = new RowPage<Task>(listing, query.page());
            var behind = after;
            boolean more = true;
            while (more) {
                var places = places(session, swarm, query, behind, SqliteTime.format(now));
                for (var place : places) {
                    var row = more ? TaskRows.listed(session::prepare, swarm, place.id()) : null;
                    if (row != null) {
                        var task = row.task().asOf(now);
                        more = page.add(
                                task, task.spec().description(), task.spec().metadata(), task.result());
                    }
                }
                // Damaged rows leave room for more, which may be behind these.
                more &= places.size() > query.page().limit();
                behind = places.isEmpty() ? behind : places.last();
            }
            return page.done(task -> {
                var place = Place.of(task);
                return new String[] {Integer.toString(place.urgency()), place.createdAt(), place.id()};
            });
        });
    }

    /** The next places, in order; more than the limit when there are that many. */
    private static SortedSet<Place> places(
            SqliteSession session, String swarm, TaskQuery query, @Nullable Place after, String now)
            throws SQLException {
        var places = new TreeSet<>(CLAIM_ORDER);
        for (var sql : statements(swarm, query, after, now)) {
            try (var row = sql.prepare(session).executeQuery()) {
                while (row.next()) {
                    places.add(Place.of(row));
                }
            }
        }
        while (places.size() > query.page().limit() + 1) {
            places.removeLast();
        }
        return places;
    }

    private static List<Sql> statements(String swarm, TaskQuery query, @Nullable Place after, String now) {
        var statements = new ArrayList<Sql>();
        for (var ofStatus : status(query.status(), now)) {
            for (var ofAgent : agent(query.agent(), now)) {
                var sql = new Sql()
                        .add(
                                "SELECT urgency, created_at, id FROM tasks" + ofStatus.index() + " WHERE swarm = ?",
                                swarm);
                ofStatus.addTo(sql);
                ofAgent.addTo(sql);
                if (query.priority() != null) {
                    sql.add(" AND urgency = ?", TaskRows.urgency(query.priority()));
                }
                if (after != null) {
                    sql.add(
                            " AND (urgency, created_at, id) > (?, ?, ?)",
                            after.urgency(),
                            after.createdAt(),
                            after.id());
                }
                statements.add(sql.add(
                        " ORDER BY urgency, created_at, id LIMIT ?",
                        query.page().limit() + 1));
            }
        }
        return statements;
    }

    private static List<Condition> status(@Nullable TaskStatus status, String now) {
        return switch (status) {
            case null -> List.of(new Condition(""));
            case PENDING -> List.of(new Condition(" AND status = 'pending'"), Condition.freed(now, "IS NULL"));
            case ASSIGNED -> List.of(new Condition(" AND status = 'assigned'"), Condition.freed(now, "IS NOT NULL"));
            case IN_PROGRESS -> List.of(new Condition(" AND status = 'in_progress' AND " + LIVE, now));
            case BLOCKED, COMPLETED, FAILED, CANCELLED -> List.of(new Condition(" AND status = ?", status.wireName()));
        };
    }

    private static List<Condition> agent(@Nullable String agent, String now) {
        return agent == null
                ? List.of(new Condition(""))
                : List.of(
                        new Condition(" AND assigned_to = ?", agent),
                        new Condition(" AND lease_agent = ? AND lease_expires_at > ?", agent, now));
    }

    private static @Nullable Place after(String listing, TaskQuery query) {
        var parts = RowPage.after(listing, query.page(), 3);
        try {
            return parts == null ? null : new Place(Integer.parseInt(parts.getFirst()), parts.get(1), parts.get(2));
        } catch (NumberFormatException e) {
            throw MemoryException.invalid(
                    "cursor", String.valueOf(query.page().cursor()), "the nextCursor of the page before");
        }
    }
}
