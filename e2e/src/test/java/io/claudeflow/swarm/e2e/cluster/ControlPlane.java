package io.claudeflow.swarm.e2e.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/**
 * etcd, kube-apiserver and the few controllers a store needs, on loopback, without a kubelet: a cluster that no other
 * operator works on, and where a test decides what pods do. The programs are those of {@code dev/cluster}.
 */
public final class ControlPlane implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String TOKEN = "control-plane-of-a-test";
    private static final String CONTROLLERS =
            "statefulset-controller,garbage-collector-controller,namespace-controller,disruption-controller,"
                    + "persistentvolumeclaim-protection-controller,clusterrole-aggregation-controller";
    private static final String AUDIT_POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
              - level: Metadata
                verbs: [create, update, patch, delete, deletecollection]
            """;

    private final Path tools;
    private final Path folder;
    private final int port = freePort();
    private final List<Process> processes = new ArrayList<>();

    private ControlPlane(Path tools) throws IOException {
        this.tools = tools;
        this.folder = Files.createTempDirectory("control-plane");
    }

    /** Starts one, or aborts the test (fails it under {@code CI=true}) when the programs are not there. */
    public static ControlPlane start() throws IOException, InterruptedException {
        var tools = Path.of(output(List.of("dev/cluster/cluster", "bin")).strip());
        if (!Files.isExecutable(tools.resolve("kube-apiserver"))) {
            var message = "no kube-apiserver in " + tools + " (expected: built by dev/cluster/cluster build)";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            throw new TestAbortedException(message);
        }
        var plane = new ControlPlane(tools);
        try {
            plane.run();
        } catch (IOException | InterruptedException | RuntimeException failure) {
            plane.close();
            throw failure;
        }
        return plane;
    }

    private void run() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tokens.csv"), TOKEN + ",admin,admin,system:masters\n");
        Files.writeString(folder.resolve("audit.yaml"), AUDIT_POLICY);
        Files.writeString(folder.resolve("kubeconfig"), kubeconfig());
        output(List.of("openssl", "genrsa", "-out", folder.resolve("key").toString(), "2048"));
        var etcd = "http://127.0.0.1:" + freePort();
        var peer = "http://127.0.0.1:" + freePort();
        spawn(
                "etcd",
                "--data-dir=" + folder.resolve("data"),
                "--unsafe-no-fsync",
                "--listen-client-urls=" + etcd,
                "--advertise-client-urls=" + etcd,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
        spawn(
                "kube-apiserver",
                "--etcd-servers=" + etcd,
                "--secure-port=" + port,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--cert-dir=" + folder.resolve("certificates"),
                "--service-account-key-file=" + folder.resolve("key"),
                "--service-account-signing-key-file=" + folder.resolve("key"),
                "--service-account-issuer=https://localhost",
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.99.0.0/16",
                "--disable-admission-plugins=ServiceAccount",
                "--audit-policy-file=" + folder.resolve("audit.yaml"),
                "--audit-log-path=" + auditLog());
        try (var client = client()) {
            Awaitility.await("kube-apiserver; its log is in " + folder)
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                    .until(() -> "ok".equals(client.raw("/readyz")));
        }
        spawn(
                "kube-controller-manager",
                "--kubeconfig=" + folder.resolve("kubeconfig"),
                "--service-account-private-key-file=" + folder.resolve("key"),
                "--controllers=" + CONTROLLERS,
                "--secure-port=0",
                "--leader-elect=false");
    }

    /** A client with every right. */
    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** How to reach it with every right. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + port)
                .withTrustCerts(true)
                .withOauthToken(TOKEN)
                .build();
    }

    /** Every write since the start, one JSON object a line. */
    public Path auditLog() {
        return folder.resolve("audit.log");
    }

    /** What the chart would install, rendered. */
    public String chart(String template, String... settings) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                tools.resolve("helm").toString(),
                "template",
                "swarm-operator",
                "helm/swarm-operator",
                "--namespace=swarm-system",
                "--kube-version=1.34.0",
                "--show-only=templates/" + template));
        Collections.addAll(command, settings);
        return output(command);
    }

    private void spawn(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(tools.resolve(program).toString());
        Collections.addAll(command, arguments);
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile())
                .start());
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with code " + process.exitValue());
        }
        return text;
    }

    private String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
                users: [{name: u, user: {token: %s}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(port, TOKEN);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @Override
    public void close() {
        for (var process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException stopping) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(ControlPlane::delete);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
