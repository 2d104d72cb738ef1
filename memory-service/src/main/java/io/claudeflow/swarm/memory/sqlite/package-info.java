/**
 * The store on SQLite: the only package that knows SQL. {@link io.claudeflow.swarm.memory.sqlite.Database} owns the
 * file; each {@code Sqlite…Store} is one aggregate on it. See {@code DESIGN.md} beside this file.
 */
@NullMarked
package io.claudeflow.swarm.memory.sqlite;

import org.jspecify.annotations.NullMarked;
