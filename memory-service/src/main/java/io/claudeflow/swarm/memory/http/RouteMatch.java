package io.claudeflow.swarm.memory.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation of a request from the undecoded path, so that {@code %2F}, {@code ..} and {@code //} inside a key
 * reach the store as they were sent. The key is the whole rest of the path.
 */
sealed interface RouteMatch {
    /**
     * The operation and what the path names.
     *
     * @param namespace decoded, or null when the path has none
     * @param key decoded, empty when the path ends before it, or null when the path has no place for it
     */
    record Found(
            Route route,
            @Nullable String namespace,
            @Nullable String key) implements RouteMatch {}

    /** The path exists with other methods. */
    record WrongMethod(List<String> allowed) implements RouteMatch {}

    /** No operation has this path. */
    record Unknown() implements RouteMatch {}

    static RouteMatch of(String method, String rawPath) {
        var wanted = method.equals("HEAD") ? "GET" : method;
        var place = Place.of(rawPath);
        if (place == null) {
            return new Unknown();
        }
        var routes = place.routes();
        var route = routes.get(wanted);
        if (route == null) {
            return new WrongMethod(allowed(routes));
        }
        return new Found(route, place.namespace(), place.key());
    }

    private static List<String> allowed(Map<String, Route> routes) {
        var methods = new TreeSet<>(routes.keySet());
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return new ArrayList<>(methods);
    }

    /** A path that some operation has, and what it says. */
    record Place(
            Map<String, Route> routes,
            @Nullable String namespace,
            @Nullable String key) {
        private static final String NAMESPACES = "/v1/namespaces/";
        private static final String ENTRIES = "entries";
        private static final String BY_QUERY = "entry";
        private static final Map<String, Map<String, Route>> BY_PATH = Arrays.stream(Route.values())
                .collect(Collectors.groupingBy(Route::path, Collectors.toMap(Route::method, Function.identity())));

        static @Nullable Place of(String rawPath) {
            if (!rawPath.startsWith(NAMESPACES)) {
                var routes = rawPath.indexOf('{') >= 0 ? null : BY_PATH.get(rawPath);
                return routes == null ? null : new Place(routes, null, null);
            }
            int slash = rawPath.indexOf('/', NAMESPACES.length());
            if (slash < 0) {
                return null;
            }
            var namespace = rawPath.substring(NAMESPACES.length(), slash);
            var rest = rawPath.substring(slash + 1);
            if (rest.equals(ENTRIES)) {
                return at(Route.LIST_NAMESPACE, namespace, null);
            }
            if (rest.equals(BY_QUERY)) {
                return at(Route.GET_ENTRY_BY_QUERY, namespace, null);
            }
            return rest.startsWith(ENTRIES + "/")
                    ? at(Route.GET_ENTRY, namespace, rest.substring(ENTRIES.length() + 1))
                    : null;
        }

        private static @Nullable Place at(Route route, String namespace, @Nullable String key) {
            var routes = BY_PATH.get(route.path());
            if (routes == null) {
                return null;
            }
            return new Place(
                    routes,
                    PercentEncoding.decodePath("namespace", namespace),
                    key == null ? null : PercentEncoding.decodePath("key", key));
        }
    }
}
