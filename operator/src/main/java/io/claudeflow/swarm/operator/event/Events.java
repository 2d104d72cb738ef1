package io.claudeflow.swarm.operator.event;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events about objects. The same text about the same object is written once in ten minutes at most, and an event
 * that cannot be written (a namespace that goes away, say) is logged and forgotten. Thread-safe.
 */
public final class Events {
    private static final Logger log = LoggerFactory.getLogger(Events.class);
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final String DEFAULT = "default";
    private static final int REMEMBERED = 2_000;
    private static final int LONGEST_MESSAGE = 1_024;
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String reporter;
    private final String instance;
    private final Clock clock;
    private final Map<String, Instant> said = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param instance which replica speaks */
    public Events(KubernetesClient client, String reporter, String instance, Clock clock) {
        this.client = client;
        this.reporter = reporter;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Tells people what happened to {@code about}. What is about an object of no namespace, such as a namespace, is
     * written in the namespace {@value #DEFAULT}, as Kubernetes wants it.
     */
    public void tell(HasMetadata about, EventReason reason, String message) {
        var now = clock.instant();
        var text = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
        if (!isNew(about.getMetadata().getUid() + reason + text, now)) {
            return;
        }
        var metadata = about.getMetadata();
        var namespace = Optional.ofNullable(metadata.getNamespace()).orElse(DEFAULT);
        var seconds = now.truncatedTo(ChronoUnit.SECONDS).toString();
        var event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(metadata.getName() + ".")
                .withNamespace(namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .endInvolvedObject()
                .withType(reason.warning() ? "Warning" : "Normal")
                .withReason(reason.wire())
                .withMessage(text)
                .withAction(reason.wire())
                .withFirstTimestamp(seconds)
                .withLastTimestamp(seconds)
                .withEventTime(new MicroTime(MICROSECONDS.format(now)))
                .withCount(1)
                .withReportingComponent(reporter)
                .withReportingInstance(instance)
                .withNewSource()
                .withComponent(reporter)
                .endSource()
                .build();
        try {
            client.v1().events().inNamespace(namespace).resource(event).create();
        } catch (KubernetesClientException notWritten) {
            // In a namespace that goes away nothing can be written; the log keeps the word.
            log.atInfo()
                    .addKeyValue("object", about.getKind() + " " + metadata.getName())
                    .addKeyValue("namespace", namespace)
                    .addKeyValue("reason", reason.wire())
                    .addKeyValue("text", text)
                    .addKeyValue("status", notWritten.getCode())
                    .log("event not written");
        }
    }

    private synchronized boolean isNew(String what, Instant now) {
        var last = said.get(what);
        if (last != null && last.plus(QUIET).isAfter(now)) {
            return false;
        }
        said.remove(what);
        said.put(what, now);
        return true;
    }
}
