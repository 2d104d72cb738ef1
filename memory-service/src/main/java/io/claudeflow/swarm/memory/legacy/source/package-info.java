/**
 * Files of earlier systems, opened so that they are never written to. Exception to the rule that only {@code sqlite}
 * imports {@code java.sql}: a foreign SQLite file is read here, with settings that have nothing in common with the
 * store's own connections, and no connection ever leaves this package.
 */
@NullMarked
package io.claudeflow.swarm.memory.legacy.source;

import org.jspecify.annotations.NullMarked;
