package io.claudeflow.swarm.operator.kubernetes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears of every request to the API server. Implementations are thread-safe and quick. */
@FunctionalInterface
public interface ApiCallListener {

    /**
     * A request was answered, or was not.
     *
     * @param verb get, list, watch, create, update, patch, delete or deletecollection
     * @param resource the plural and, after a slash, the subresource; {@code none} for a path that names no resource
     * @param code status of the answer, or {@code none} when there was none
     * @param took until the answer began; null for a watch and without an answer
     */
    void requested(String verb, String resource, String code, @Nullable Duration took);
}
