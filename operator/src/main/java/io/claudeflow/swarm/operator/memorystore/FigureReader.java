package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient.Answered;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient.Unanswered;
import io.claudeflow.swarm.operator.memoryclient.StoreFigures;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the services of stores for their figures, each at most once per interval, and remembers the last answer. */
final class FigureReader {
    private static final Logger log = LoggerFactory.getLogger(FigureReader.class);

    private final MemoryServiceClient client;
    private final Duration interval;
    private final Clock clock;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    private record Asked(Instant at, Optional<StoreFigures> figures) {}

    FigureReader(MemoryServiceClient client, Duration interval, Clock clock) {
        this.client = client;
        this.interval = interval;
        this.clock = clock;
    }

    /** The figures of the store with {@code uid}; only a ready pod is asked. */
    Optional<StoreFigures> of(String uid, Optional<Pod> pod) {
        var last = Optional.ofNullable(asked.get(uid));
        var address =
                pod.filter(PodDiagnosis::isReady).map(ready -> ready.getStatus().getPodIP());
        var now = clock.instant();
        if (address.isEmpty()
                || last.filter(before -> before.at().plus(interval).isAfter(now))
                        .isPresent()) {
            return last.flatMap(Asked::figures);
        }
        var figures = switch (client.figures(address.get())) {
            case Answered answered -> Optional.of(answered.figures());
            case Unanswered unanswered -> {
                log.atWarn()
                        .addKeyValue("pod", pod.get().getMetadata().getName())
                        .addKeyValue("namespace", pod.get().getMetadata().getNamespace())
                        .addKeyValue("problem", unanswered.problem())
                        .log("no figures");
                yield last.flatMap(Asked::figures);
            }
        };
        asked.put(uid, new Asked(now, figures));
        return figures;
    }

    /** What the store with {@code uid} last told; nobody is asked. */
    Optional<StoreFigures> last(String uid) {
        return Optional.ofNullable(asked.get(uid)).flatMap(Asked::figures);
    }

    /** Forgets a store that is gone. */
    void forget(String uid) {
        asked.remove(uid);
    }
}
