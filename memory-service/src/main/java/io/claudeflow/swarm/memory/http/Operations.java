package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;

/** Which code serves which {@link Route}. Thread-safe. */
final class Operations {
    private final EntryHandlers entry;
    private final ListingHandlers listing;
    private final BatchHandler batch;
    private final AdminHandlers admin;

    Operations(EntryStore entries, Maintenance maintenance, ServiceStatistics.Source statistics) {
        entry = new EntryHandlers(entries);
        listing = new ListingHandlers(entries);
        batch = new BatchHandler(entries);
        admin = new AdminHandlers(maintenance, statistics);
    }

    Answer run(Exchange exchange, boolean stopping) {
        return switch (exchange.route()) {
            case PUT_ENTRY, PUT_ENTRY_BY_QUERY -> entry.put(exchange);
            case GET_ENTRY, GET_ENTRY_BY_QUERY -> entry.get(exchange);
            case DELETE_ENTRY, DELETE_ENTRY_BY_QUERY -> entry.delete(exchange);
            case LIST_NAMESPACE, LIST_ALL -> listing.list(exchange);
            case CLEAR_NAMESPACE -> listing.clear(exchange);
            case NAMESPACES -> listing.namespaces(exchange);
            case BATCH -> batch.batch(exchange);
            case STATS -> admin.stats(exchange);
            case GC -> admin.gc();
            case VACUUM -> admin.vacuum();
            case OPTIMIZE -> admin.optimize();
            case REINDEX -> admin.reindex();
            case CHECKPOINT -> admin.checkpoint();
            case INTEGRITY_CHECK -> admin.integrityCheck();
            case LIVEZ -> AdminHandlers.live();
            case READYZ -> admin.ready(stopping);
            case OPENAPI -> admin.description();
        };
    }
}
