package io.claudeflow.swarm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What callers see while a restore takes effect, and what is left of the service before it. */
@Timeout(300)
class RestoredServiceTest {
    private static final int RESTORES = 5;
    private static final int CALLERS = 6;
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(60);

    @Test
    void shouldAnswerEveryCallerAndHoldNothingOfTheServiceBefore(@TempDir Path directory) throws Exception {
        try (var service = RunningService.start(directory, Map.of());
                var client = HttpClient.newHttpClient()) {
            var url = service.url();
            post(client, url + "/admin/backups", "{\"name\": \"b.db\"}");
            var before = new WeakReference<>(service.current());
            var done = new AtomicBoolean();
            var lives = new ConcurrentSkipListSet<Integer>();
            var others = new ConcurrentSkipListSet<Integer>();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var asked = new ArrayList<Callable<Void>>();
                for (int i = 0; i < CALLERS; i++) {
                    asked.add(() -> ask(url + "/livez", lives, done));
                    asked.add(() -> ask(url + "/v1/stats", others, done));
                }
                var answered = asked.stream().map(callers::submit).toList();
                var threads = new TreeSet<Integer>();
                for (int i = 0; i < RESTORES; i++) {
                    restore(client, url);
                    threads.add(timers());
                }
                done.set(true);
                for (var caller : answered) {
                    caller.get(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
                }
                assertThat(threads).as("timers of the framework after each").hasSize(1);
            }
            assertThat(lives).containsExactly(200);
            assertThat(others).contains(200).isSubsetOf(Set.of(200, 503));
            await("nothing holds the service before").atMost(ANSWERED_WITHIN).until(() -> {
                System.gc();
                return before.get() == null;
            });
        }
    }

    private static void restore(HttpClient client, String url) throws IOException, InterruptedException {
        var epoch = epoch(client, url);
        post(client, url + "/admin/backups/b.db/restore", "{}");
        await("the next epoch").atMost(ANSWERED_WITHIN).until(() -> {
            var now = epoch(client, url);
            return !now.isEmpty() && !now.equals(epoch);
        });
    }

    /** Empty while the service starts anew. */
    private static String epoch(HttpClient client, String url) throws IOException, InterruptedException {
        var answer = client.send(request(url + "/v1/stats").build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body().replaceAll("(?s).*\"epoch\":(\\d+).*", "$1") : "";
    }

    private static void post(HttpClient client, String url, String body) throws IOException, InterruptedException {
        var request = request(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    /** Asks again and again; a connection that is refused or not answered in time fails it. */
    private static Void ask(String url, Set<Integer> statuses, AtomicBoolean done) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            while (!done.get()) {
                statuses.add(client.send(request(url).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode());
            }
        }
        return null;
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
    }

    private static int timers() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("helidon-idle"))
                .count();
    }
}
