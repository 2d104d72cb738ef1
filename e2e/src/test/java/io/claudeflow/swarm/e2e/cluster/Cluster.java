package io.claudeflow.swarm.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The cluster of this test run. {@link #shared()} finds it in the order of {@code dev/cluster/find}: KUBECONFIG, a
 * Docker engine (k3s by Testcontainers), the bare cluster of {@code dev/cluster}. Without any of them a test is
 * aborted, and under {@code CI=true} it fails: never a silent skip.
 *
 * <p>Safe for use by several threads. A bare cluster that is started here is left running.
 */
public final class Cluster {
    /** Longer than any {@code --timeout} that a test gives kubectl or helm. */
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String VERSION =
            Optional.ofNullable(System.getProperty("swarm.version")).orElse("0.1.0");

    private final Path root;
    private final ClusterSource source;
    private final Shell shell;
    private final String kubectl;
    private final String helm;
    private final KubernetesClient client;
    private final AtomicBoolean loaded = new AtomicBoolean();
    private final AtomicInteger namespaces = new AtomicInteger();

    private Cluster(Path root, ClusterSource source) {
        this.root = root;
        this.source = source;
        var environment = new HashMap<>(Map.of("KUBECONFIG", source.kubeconfig().toString()));
        source.tools().ifPresent(tools -> environment.put("PATH", tools + File.pathSeparator + System.getenv("PATH")));
        this.shell = new Shell(root, Map.copyOf(environment));
        // The PATH of a process does not apply to finding the process itself.
        this.kubectl = tool("kubectl");
        this.helm = tool("helm");
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(source.kubeconfig().toFile()))
                .build();
    }

    /** The one cluster of this JVM; the first call may start it, which takes from seconds to minutes. */
    public static Cluster shared() {
        return Holder.get();
    }

    /** The root of the repository. */
    public Path root() {
        return root;
    }

    /** A client with the rights of an administrator. */
    public KubernetesClient client() {
        return client;
    }

    public static String operatorImage() {
        return registry() + "swarm-operator:" + VERSION;
    }

    public static String memoryImage() {
        return registry() + "swarm-memory:" + VERSION;
    }

    /** Makes both images known to the cluster, once in this JVM. */
    public synchronized void loadImages() {
        if (!loaded.get()) {
            source.loadImages();
            loaded.set(true);
        }
    }

    /** Makes the memory service's image known under another tag too. */
    public void loadMemoryImageAs(String tag) {
        source.loadMemoryImageAs(tag);
    }

    /** Runs a program of the repository that calls kubectl by its name, with variables of its environment. */
    public String run(Duration deadline, String program, Map<String, String> variables) {
        var command = new ArrayList<>(List.of("env"));
        variables.forEach((name, value) -> command.add(name + "=" + value));
        command.add(root.resolve(program).toString());
        return shell.run(deadline, command);
    }

    /** Runs kubectl and returns what it printed. */
    public String kubectl(String... arguments) {
        return shell.run(DEADLINE, command(kubectl, arguments));
    }

    /** Runs kubectl, which is told to print JSON. */
    public JsonNode kubectlJson(String... arguments) {
        return json(kubectl(arguments));
    }

    public String helm(String... arguments) {
        return shell.run(DEADLINE, command(helm, arguments));
    }

    /** Runs a command in a pod's default container. */
    public String exec(String namespace, String pod, String... command) {
        var arguments = new ArrayList<>(List.of("exec", pod, "-n", namespace, "--"));
        arguments.addAll(List.of(command));
        return kubectl(arguments.toArray(String[]::new));
    }

    /** Applies documents into a namespace. */
    public String apply(String namespace, String yaml) {
        return shell.run(DEADLINE, command(kubectl, "apply", "-n", namespace, "-f", "-"), yaml);
    }

    /** Creates documents in a namespace: a refusal is one line. */
    public String create(String namespace, String yaml) {
        return shell.run(DEADLINE, command(kubectl, "create", "-n", namespace, "-f", "-"), yaml);
    }

    /** Forwards a free local port to a port of a target such as {@code service/my-store-api}. */
    public PortForward portForward(String namespace, String target, int port) {
        return PortForward.open(shell, command(kubectl, "port-forward", "-n", namespace, target, ":" + port));
    }

    /** Waits up to a minute until an object exists: {@code kubectl wait} refuses to wait for one that does not. */
    public void awaitExists(String resource, String namespace) {
        Awaitility.await(resource + " in " + namespace)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsInstanceOf(CommandFailed.class)
                .until(() ->
                        !kubectl("get", resource, "-n", namespace, "-o", "name").isBlank());
    }

    /** Creates a namespace of a name that no other test has. */
    public String newNamespace(String prefix) {
        var name = "%s-%s-%d"
                .formatted(
                        prefix,
                        Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX),
                        namespaces.incrementAndGet());
        kubectl("create", "namespace", name);
        return name;
    }

    /** Asks for a namespace to be removed, and does not wait for it. */
    public void deleteNamespace(String name) {
        kubectl("delete", "namespace", name, "--ignore-not-found", "--wait=false");
    }

    /** Whether {@link #auditLog} has an answer on this cluster. */
    public boolean hasAuditLog() {
        return source.auditLog().isPresent();
    }

    /**
     * The writes that came in at or after an instant, in the order of the log; leases are not in it.
     *
     * @throws TestAbortedException on a cluster whose audit log cannot be read; an error under {@code CI=true}
     */
    public List<AuditEvent> auditLog(Instant from) {
        var log = source.auditLog().orElseThrow(() -> unavailable("the audit log of this cluster cannot be read"));
        return log.lines()
                .map(Cluster::json)
                .filter(event -> event.path("stage").asText().equals("ResponseComplete"))
                .map(AuditEvent::from)
                .filter(event -> !event.at().isBefore(from))
                .toList();
    }

    private String tool(String name) {
        return source.tools().map(tools -> tools.resolve(name).toString()).orElse(name);
    }

    private static List<String> command(String program, String... arguments) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return command;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }

    private static String registry() {
        return Optional.ofNullable(System.getenv("IMAGE_REGISTRY"))
                .filter(registry -> !registry.isEmpty())
                .map(registry -> registry.endsWith("/") ? registry : registry + "/")
                .orElse("");
    }

    private static RuntimeException unavailable(String reason) {
        return "true".equals(System.getenv("CI"))
                ? new IllegalStateException(reason)
                : new TestAbortedException(reason);
    }

    /** Found once; when that fails, every further test fails at once with the same reason. */
    private static final class Holder {
        private static @Nullable Cluster cluster;
        private static @Nullable String failure;

        static synchronized Cluster get() {
            if (failure != null) {
                throw unavailable(failure);
            }
            if (cluster == null) {
                try {
                    cluster = find();
                } catch (CommandFailed e) {
                    failure = "there is no cluster to run on: " + e.getMessage();
                    throw unavailable(failure);
                }
            }
            return cluster;
        }

        private static Cluster find() {
            var root = root();
            var shell = new Shell(root, Map.of());
            if (Found.by(shell, "--no-start").kind().equals("docker")) {
                return new Cluster(root, ContainerSource.start(shell));
            }
            return new Cluster(root, new ScriptedSource(shell, Found.by(shell)));
        }

        private static Path root() {
            var folder = Path.of("").toAbsolutePath();
            while (folder != null && !Files.exists(folder.resolve("dev/cluster/find"))) {
                folder = folder.getParent();
            }
            if (folder == null) {
                throw new IllegalStateException(
                        "not inside the repository: " + Path.of("").toAbsolutePath());
            }
            return folder;
        }
    }
}
