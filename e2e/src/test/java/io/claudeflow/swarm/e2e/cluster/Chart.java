package io.claudeflow.swarm.e2e.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The chart of this repository, rendered without a cluster.
 *
 * @param programs the folder of helm
 * @param release its name
 */
public record Chart(Path programs, String release) {

    /** The chart as the documentation installs it. */
    public Chart(Path programs) {
        this(programs, "swarm-operator");
    }

    /** The chart as a release of another name. */
    public Chart released(String name) {
        return new Chart(programs, name);
    }

    /** The folder of the programs that {@code dev/cluster} builds. */
    public static Path tools() throws IOException, InterruptedException {
        return Path.of(
                LocalProcess.output(List.of("dev/cluster/cluster", "bin")).strip());
    }

    /** The chart, when helm is there. */
    public static Chart local() throws IOException, InterruptedException {
        var tools = tools();
        LocalProcess.require(tools.resolve("helm"), "built by dev/cluster/cluster build");
        return new Chart(tools);
    }

    /** One template, with settings such as {@code --set=replicas=2}. */
    public String render(String template, String... settings) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("--show-only=templates/" + template));
        Collections.addAll(all, settings);
        return renderAll(all.toArray(String[]::new));
    }

    /** Every template that makes something. */
    public String renderAll(String... settings) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                programs.resolve("helm").toString(),
                "template",
                release,
                "helm/swarm-operator",
                "--namespace=swarm-system",
                "--kube-version=1.34.0"));
        Collections.addAll(command, settings);
        return LocalProcess.output(command);
    }
}
