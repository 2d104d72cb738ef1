package io.claudeflow.swarm.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** k3s in a container, where there is a Docker engine; it ends with this JVM. */
final class ContainerSource implements ClusterSource {
    private static final String IMAGE =
            Optional.ofNullable(System.getenv("K3S_IMAGE")).orElse("rancher/k3s:v1.34.1-k3s1");
    private static final String AUDIT_POLICY = "/etc/swarm/audit-policy.yaml";
    private static final String AUDIT_LOG = "/var/log/audit.log";
    private static final String ARCHIVE = "/tmp/image.tar";
    private static final Duration SAVING = Duration.ofMinutes(5);

    private final Shell shell;
    private final K3sContainer container;
    private final Path kubeconfig;
    private final Optional<Path> tools;

    private ContainerSource(Shell shell, K3sContainer container, Path kubeconfig, Optional<Path> tools) {
        this.shell = shell;
        this.container = container;
        this.kubeconfig = kubeconfig;
        this.tools = tools;
    }

    @SuppressWarnings("resource") // it is meant to live as long as the JVM; Testcontainers removes it
    static ContainerSource start(Shell shell) {
        var container = new K3sContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("rancher/k3s"));
        container.withCopyFileToContainer(
                MountableFile.forHostPath(shell.directory().resolve("dev/cluster/audit-policy.yaml")), AUDIT_POLICY);
        container.setCommand(
                "server",
                "--disable=traefik",
                "--disable=metrics-server",
                "--tls-san=" + container.getHost(),
                "--kube-apiserver-arg=audit-policy-file=" + AUDIT_POLICY,
                "--kube-apiserver-arg=audit-log-path=" + AUDIT_LOG);
        container.start();
        try {
            var kubeconfig = Files.createTempFile("k3s", ".kubeconfig");
            kubeconfig.toFile().deleteOnExit();
            Files.writeString(kubeconfig, container.getKubeConfigYaml());
            return new ContainerSource(shell, container, kubeconfig, clients(shell));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the kubeconfig of k3s", e);
        }
    }

    /** kubectl and helm of the PATH when both are there, else the ones of the bare cluster's modules. */
    private static Optional<Path> clients(Shell shell) {
        try {
            shell.run(Duration.ofSeconds(10), List.of("sh", "-c", "command -v kubectl && command -v helm"));
            return Optional.empty();
        } catch (CommandFailed e) {
            var folder = shell.run(Duration.ofMinutes(20), List.of("dev/cluster/cluster", "clients"));
            return Optional.of(Path.of(folder.strip()));
        }
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public Optional<Path> tools() {
        return tools;
    }

    @Override
    public void loadImages() {
        load(List.of(Cluster.operatorImage(), Cluster.memoryImage()));
    }

    @Override
    public void loadMemoryImageAs(String tag) {
        var image = Cluster.memoryImage();
        var other = image.substring(0, image.lastIndexOf(':') + 1) + tag;
        shell.run(SAVING, List.of("docker", "tag", image, other));
        load(List.of(other));
    }

    private void load(List<String> images) {
        try {
            var archive = Files.createTempFile("image", ".tar");
            for (var image : images) {
                shell.run(SAVING, List.of("docker", "save", "-o", archive.toString(), image));
                container.copyFileToContainer(MountableFile.forHostPath(archive), ARCHIVE);
                inContainer("ctr", "-n", "k8s.io", "images", "import", ARCHIVE);
            }
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load the images into k3s", e);
        }
    }

    @Override
    public Optional<String> auditLog() {
        return Optional.of(inContainer("cat", AUDIT_LOG));
    }

    private String inContainer(String... command) {
        try {
            var result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new CommandFailed(
                        List.of(command), result.getExitCode(), result.getStdout() + result.getStderr());
            }
            return result.getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach the container of k3s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
