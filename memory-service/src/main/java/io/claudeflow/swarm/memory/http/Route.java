package io.claudeflow.swarm.memory.http;

import java.util.Set;

/**
 * Every operation of the HTTP edge: its method, the path as the OpenAPI document writes it, and the query parameters it
 * knows. {@code HEAD} is offered wherever {@code GET} is.
 */
@SuppressWarnings("ImmutableEnumChecker") // the sets come from Set.of
enum Route {
    PUT_ENTRY("PUT", Paths.ENTRY, Set.of("ttlSeconds", "tag", "metadata", "raw")),
    GET_ENTRY("GET", Paths.ENTRY, Set.of("raw")),
    DELETE_ENTRY("DELETE", Paths.ENTRY, Set.of()),
    PUT_ENTRY_BY_QUERY("PUT", Paths.ENTRY_BY_QUERY, Set.of("key", "ttlSeconds", "tag", "metadata", "raw")),
    GET_ENTRY_BY_QUERY("GET", Paths.ENTRY_BY_QUERY, Set.of("key", "raw")),
    DELETE_ENTRY_BY_QUERY("DELETE", Paths.ENTRY_BY_QUERY, Set.of("key")),
    LIST_NAMESPACE("GET", Paths.NAMESPACE_ENTRIES, Paths.LISTING),
    CLEAR_NAMESPACE("DELETE", Paths.NAMESPACE_ENTRIES, Set.of()),
    LIST_ALL("GET", "/v1/entries", Paths.LISTING),
    BATCH("POST", "/v1/batch", Set.of()),
    NAMESPACES("GET", "/v1/namespaces", Set.of()),
    STATS("GET", "/v1/stats", Set.of()),
    GC("POST", "/admin/gc", Set.of()),
    VACUUM("POST", "/admin/vacuum", Set.of()),
    OPTIMIZE("POST", "/admin/optimize", Set.of()),
    REINDEX("POST", "/admin/reindex", Set.of()),
    CHECKPOINT("POST", "/admin/checkpoint", Set.of()),
    INTEGRITY_CHECK("POST", "/admin/integrity-check", Set.of()),
    LIVEZ("GET", "/livez", Set.of()),
    READYZ("GET", "/readyz", Set.of()),
    OPENAPI("GET", "/openapi/v1.yaml", Set.of());

    /** The beginning of the paths of administration. */
    static final String ADMINISTRATION = "/admin/";

    private final String method;
    private final String path;
    private final Set<String> parameters;

    Route(String method, String path, Set<String> parameters) {
        this.method = method;
        this.path = path;
        this.parameters = parameters;
    }

    String method() {
        return method;
    }

    /** The path with its variables in braces. */
    String path() {
        return path;
    }

    Set<String> parameters() {
        return parameters;
    }

    /** Administration takes as long as the size of the file asks for; it has no deadline. */
    boolean isAdministration() {
        return path.startsWith(ADMINISTRATION);
    }

    /** Whether it is one transaction of writes, so that a fence can be checked in it. */
    boolean isFenceable() {
        return switch (this) {
            case PUT_ENTRY, PUT_ENTRY_BY_QUERY, DELETE_ENTRY, DELETE_ENTRY_BY_QUERY, CLEAR_NAMESPACE, BATCH -> true;
            default -> false;
        };
    }

    private static final class Paths {
        static final String ENTRY = "/v1/namespaces/{namespace}/entries/{key}";
        static final String ENTRY_BY_QUERY = "/v1/namespaces/{namespace}/entry";
        static final String NAMESPACE_ENTRIES = "/v1/namespaces/{namespace}/entries";
        static final Set<String> LISTING =
                Set.of("pattern", "tag", "tagMode", "sort", "order", "limit", "cursor", "values");
    }
}
