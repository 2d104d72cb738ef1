package io.claudeflow.swarm.operator.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a controller of Kubernetes cannot make the pods of an object: a quota, a policy, an admission webhook. It says so
 * in events and nowhere else.
 */
record Complaints(KubernetesClient client) {
    private static final String FAILED = "FailedCreate";
    private static final List<String> TELLING = List.of(FAILED, "SuccessfulCreate");
    /** What stands before the words of the API server. */
    private static final String PREFIX = "(?s).*? failed error: |Error creating: ";

    /** What was said last about {@code object}, if it was a complaint; nothing when events may not be read. */
    Optional<String> about(HasMetadata object) {
        return events(object).stream()
                .filter(event -> TELLING.contains(event.getReason()))
                .max(Comparator.comparing(Complaints::moment).thenComparing(event -> !FAILED.equals(event.getReason())))
                .filter(event -> FAILED.equals(event.getReason()))
                .map(event -> String.valueOf(event.getMessage()).replaceFirst(PREFIX, ""));
    }

    private List<Event> events(HasMetadata object) {
        var metadata = object.getMetadata();
        try {
            return client.v1()
                    .events()
                    .inNamespace(metadata.getNamespace())
                    .withField("involvedObject.uid", metadata.getUid())
                    .list()
                    .getItems();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw refusal;
            }
            return List.of();
        }
    }

    private static String moment(Event event) {
        return Optional.ofNullable(event.getLastTimestamp())
                .or(() -> Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
                .orElse("");
    }
}
