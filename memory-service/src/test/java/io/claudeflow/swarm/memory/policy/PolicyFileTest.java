package io.claudeflow.swarm.memory.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.policy.yaml.YamlPolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
    private static final String GOOD = "policies: [{pattern: a, ttl: 1h}]";
    private static final String OTHER = "policies: [{pattern: b, ttl: 1h}]";
    private static final String BAD = "policies: [{pattern: c, ttl: soon}]";

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private Path path = Path.of("");

    @BeforeEach
    void nameTheFile() {
        path = folder.resolve("policies.yaml");
    }

    @Test
    void shouldFollowTheFileAndReportEachChangeOnce() throws IOException {
        Files.writeString(path, GOOD);
        var file = file(new YamlPolicyReader());
        assertThat(file.current()).isSameAs(Policies.NONE);
        file.poll();
        file.poll();
        assertThat(file.current().of("default", "a").pattern().text()).isEqualTo("a");
        Files.writeString(path, OTHER);
        file.poll();
        assertThat(file.current().of("default", "b").pattern().text()).isEqualTo("b");
        assertThat(told).containsExactly("reloaded a", "reloaded b");
    }

    @Test
    void shouldKeepThePoliciesInForceWhenTheNewFileIsBad() throws IOException {
        Files.writeString(path, GOOD);
        var file = file(new YamlPolicyReader());
        file.poll();
        Files.writeString(path, BAD);
        file.poll();
        file.poll();
        assertThat(file.current().of("default", "a").pattern().text()).isEqualTo("a");
        Files.delete(path);
        file.poll();
        file.poll();
        assertThat(file.current().of("default", "a").pattern().text()).isEqualTo("a");
        assertThat(told).hasSize(3);
        assertThat(told.get(1)).startsWith("rejected line 1: policies[0].ttl: soon");
        assertThat(told.get(2)).startsWith("rejected line 1: file: java.nio.file.NoSuchFileException");
    }

    @Test
    void shouldNotReadAgainWhenTimeAndSizeAreOldAndTheSame() throws IOException {
        var reads = new AtomicInteger();
        var yaml = new YamlPolicyReader();
        Files.writeString(path, GOOD);
        var old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(path, old);
        var file = file(text -> {
            reads.incrementAndGet();
            return yaml.read(text);
        });
        file.poll();
        Files.writeString(path, OTHER);
        Files.setLastModifiedTime(path, old);
        file.poll();
        assertThat(reads).as("same time, same size, long ago").hasValue(1);
        Files.setLastModifiedTime(path, FileTime.from(old.toInstant().plusSeconds(1)));
        file.poll();
        assertThat(reads).hasValue(2);
        Files.setLastModifiedTime(path, FileTime.from(old.toInstant().plusSeconds(2)));
        file.poll();
        assertThat(reads).as("touched, same content").hasValue(2);
    }

    @Test
    void shouldRefuseAFileThatIsTooLarge() throws IOException {
        Files.writeString(path, "#".repeat(PolicyFile.MAX_BYTES + 1));
        file(new YamlPolicyReader()).poll();
        assertThat(told).containsExactly("rejected line 1: size: 1048577 bytes (expected: at most 1048576)");
    }

    @Test
    void shouldPollUntilItIsClosed() throws IOException {
        Files.writeString(path, GOOD);
        try (var scheduler = Executors.newSingleThreadScheduledExecutor();
                var file = file(new YamlPolicyReader())) {
            file.start(scheduler, Duration.ofMillis(5));
            await().until(() -> !file.current().all().isEmpty());
            Files.writeString(path, OTHER);
            await().until(() -> file.current().all().getFirst().pattern().text().equals("b"));
        }
    }

    private PolicyFile file(PolicyReader reader) {
        var listener = new PolicyFile.Listener() {
            @Override
            public void reloaded(Policies policies) {
                told.add("reloaded " + policies.all().getFirst().pattern());
            }

            @Override
            public void rejected(List<PolicyReader.Problem> problems) {
                told.add("rejected " + problems.getFirst());
            }
        };
        return new PolicyFile(path, reader, Policies.NONE, Clock.systemUTC(), listener);
    }
}
