package io.claudeflow.swarm.e2e.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * etcd, kube-apiserver and the few controllers a store needs, on loopback, without a kubelet: a cluster that no other
 * operator works on, and where a test decides what pods do. The programs are those of {@code dev/cluster}.
 */
public final class ControlPlane implements AutoCloseable {
    private static final String TOKEN = "control-plane-of-a-test";
    private static final String CONTROLLERS =
            "statefulset-controller,garbage-collector-controller,namespace-controller,disruption-controller,"
                    + "persistentvolumeclaim-protection-controller,clusterrole-aggregation-controller";
    /** The operator's own token: impersonation by the administrator would hide from the audit policy who asks. */
    private static final String OPERATOR_TOKEN = "operator-of-a-test";

    private static final String AUDIT_POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
              - level: Metadata
                users: ["%s"]
              - level: Metadata
                verbs: [create, update, patch, delete, deletecollection]
            """.formatted(AuditLog.OPERATOR);

    private final Path tools;
    private final Path folder;
    private final int port = LocalProcess.freePort();
    private final List<Process> processes = new ArrayList<>();
    private final List<String> apiServer = new ArrayList<>();

    private ControlPlane(Path tools) throws IOException {
        this.tools = tools;
        this.folder = Files.createTempDirectory("control-plane");
    }

    /** Starts one whose pods, claims and Jobs nobody but the test touches. */
    public static ControlPlane startWithoutControllers() throws IOException, InterruptedException {
        return start(false);
    }

    /** Starts one, or aborts the test (fails it under {@code CI=true}) when the programs are not there. */
    public static ControlPlane start() throws IOException, InterruptedException {
        return start(true);
    }

    private static ControlPlane start(boolean controllers) throws IOException, InterruptedException {
        var tools = Chart.tools();
        LocalProcess.require(tools.resolve("kube-apiserver"), "built by dev/cluster/cluster build");
        var plane = new ControlPlane(tools);
        try {
            plane.run();
            if (controllers) {
                plane.control();
            }
        } catch (IOException | InterruptedException | RuntimeException failure) {
            plane.close();
            throw failure;
        }
        return plane;
    }

    private void run() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("tokens.csv"),
                TOKEN + ",admin,admin,system:masters\n" + OPERATOR_TOKEN + "," + AuditLog.OPERATOR + ",operator\n");
        Files.writeString(folder.resolve("audit.yaml"), AUDIT_POLICY);
        Files.writeString(folder.resolve("kubeconfig"), kubeconfig(TOKEN));
        Files.writeString(operatorKubeconfig(), kubeconfig(OPERATOR_TOKEN));
        LocalProcess.output(
                List.of("openssl", "genrsa", "-out", folder.resolve("key").toString(), "2048"));
        var etcd = "http://127.0.0.1:" + LocalProcess.freePort();
        var peer = "http://127.0.0.1:" + LocalProcess.freePort();
        spawn(
                "etcd",
                "--data-dir=" + folder.resolve("data"),
                "--unsafe-no-fsync",
                "--listen-client-urls=" + etcd,
                "--advertise-client-urls=" + etcd,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
        Collections.addAll(
                apiServer,
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
                "--enable-admission-plugins=OwnerReferencesPermissionEnforcement",
                "--audit-policy-file=" + folder.resolve("audit.yaml"),
                "--audit-log-path=" + auditLog());
        startApiServer();
    }

    private void control() throws IOException {
        spawn(
                "kube-controller-manager",
                "--kubeconfig=" + folder.resolve("kubeconfig"),
                "--service-account-private-key-file=" + folder.resolve("key"),
                "--controllers=" + CONTROLLERS,
                "--kube-api-qps=500",
                "--kube-api-burst=1000",
                "--concurrent-statefulset-syncs=20",
                "--secure-port=0",
                "--leader-elect=false");
    }

    private void startApiServer() throws IOException {
        spawn("kube-apiserver", apiServer.toArray(String[]::new));
        try (var client = client()) {
            Awaitility.await("kube-apiserver; its log is in " + folder)
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                    .until(() -> "ok".equals(client.raw("/readyz")));
        }
    }

    /** Kills the API server, lets {@code meanwhile} happen without it, and starts it again at the same address. */
    public void restartApiServer(Runnable meanwhile) throws IOException, InterruptedException {
        var running = processes.stream()
                .filter(process -> process.info().command().orElse("").endsWith("/kube-apiserver"))
                .findFirst()
                .orElseThrow();
        running.destroyForcibly().waitFor();
        processes.remove(running);
        meanwhile.run();
        startApiServer();
    }

    /** A client with every right. */
    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** How to reach it with every right. */
    public Config config() {
        return config(TOKEN, port);
    }

    /** How to reach it as the operator, with the rights that its chart gives it. */
    public Config operatorConfig() {
        return operatorConfigThrough(port);
    }

    /** As {@link #operatorConfig}, through another port of this machine that leads to it. */
    public Config operatorConfigThrough(int entrance) {
        return config(OPERATOR_TOKEN, entrance);
    }

    /** Where the API server listens. */
    public int port() {
        return port;
    }

    private static Config config(String token, int entrance) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + entrance)
                .withTrustCerts(true)
                .withOauthToken(token)
                .build();
    }

    /** The same as a file, for an operator in a process of its own. */
    public Path operatorKubeconfig() {
        return folder.resolve("operator.kubeconfig");
    }

    /** Every write since the start, and everything the operator asked for, one JSON object a line. */
    public Path auditLog() {
        return folder.resolve("audit.log");
    }

    /** A place for files that go with it. */
    public Path folder() {
        return folder;
    }

    /** What the chart would install, rendered. */
    public String chart(String template, String... settings) throws IOException, InterruptedException {
        return new Chart(tools).render(template, settings);
    }

    private Process spawn(String program, String... arguments) throws IOException {
        // The pods of the one cluster go first: its stories, one after the other, are what takes longest.
        var command = new ArrayList<>(
                List.of("nice", "-n", "5", tools.resolve(program).toString()));
        Collections.addAll(command, arguments);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(program + ".log").toFile()))
                .start();
        processes.add(process);
        return process;
    }

    private String kubeconfig(String token) {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
                users: [{name: u, user: {token: %s}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(port, token);
    }

    @Override
    public void close() {
        RightsUsed.note(auditLog());
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
