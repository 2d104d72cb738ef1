package io.claudeflow.swarm.e2e.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Programs of this build, as they run without Kubernetes. */
public final class Programs {
    private Programs() {}

    /** The memory service, or an aborted test (a failed one under {@code CI=true}) when it has not been built. */
    public static Path memoryService() {
        var folder = Path.of(System.getProperty("swarm.memory.dist", "../memory-service/target/dist"));
        var program = folder.resolve("bin/swarm-memory").toAbsolutePath().normalize();
        if (Files.isExecutable(program)) {
            return program;
        }
        var message = "no " + program + " (expected: built by make dist)";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        throw new TestAbortedException(message);
    }
}
