package io.claudeflow.swarm.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds the programs of the other servers, and installs their Debian packages when the run may. Packages never start a
 * service here: while they are installed a {@code policy-rc.d} refuses every start.
 */
public final class Programs {
    private static final Path POSTGRES_HOME = Path.of("/usr/lib/postgresql");
    private static final Path START_POLICY = Path.of("/usr/sbin/policy-rc.d");
    private static final long INSTALL_MINUTES = 5;

    private final PrintStream log;
    private final Cleanup cleanup;

    public Programs(PrintStream log, Cleanup cleanup) {
        this.log = log;
        this.cleanup = cleanup;
    }

    /** Whether this process runs as root. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** {@code redis-server}. */
    public Path redis() throws IOException, InterruptedException {
        return findOrInstall("redis-server", "redis-server");
    }

    /** The directory with {@code initdb} and {@code postgres}. */
    public Path postgres() throws IOException, InterruptedException {
        Path initdb = findOrInstall("initdb", "postgresql").toRealPath();
        return Objects.requireNonNull(initdb.getParent());
    }

    private Path findOrInstall(String program, String debianPackage) throws IOException, InterruptedException {
        Optional<Path> found = find(program);
        if (found.isPresent()) {
            return found.get();
        }
        if (!isRoot() || find("apt-get").isEmpty()) {
            throw new IOException(program + " was not found; install it (Debian: apt-get install " + debianPackage
                    + ") or leave its server out with --servers");
        }
        install(debianPackage);
        return find(program)
                .orElseThrow(() -> new IOException("package " + debianPackage + " was installed without " + program));
    }

    /** The newest PostgreSQL has its programs outside the search path on Debian. */
    private static Optional<Path> find(String program) throws IOException {
        List<Path> places = new ArrayList<>();
        for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            places.add(Path.of(place));
        }
        places.add(Path.of("/usr/sbin"));
        if (Files.isDirectory(POSTGRES_HOME)) {
            try (Stream<Path> versions = Files.list(POSTGRES_HOME)) {
                versions.sorted(Comparator.comparing(
                                        (Path version) -> version.getFileName().toString())
                                .reversed())
                        .forEach(version -> places.add(version.resolve("bin")));
            }
        }
        return places.stream()
                .map(place -> place.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void install(String debianPackage) throws IOException, InterruptedException {
        log.println("installing the Debian package " + debianPackage + " (its service is not started)");
        boolean policyIsOurs = !Files.exists(START_POLICY);
        if (policyIsOurs) {
            cleanup.open(Programs::refuseStarts);
        }
        try {
            run(List.of("apt-get", "-q", "update"));
            run(List.of("apt-get", "-q", "-y", "--no-install-recommends", "install", debianPackage));
        } finally {
            if (policyIsOurs) {
                Files.deleteIfExists(START_POLICY);
            }
        }
    }

    private static AutoCloseable refuseStarts() throws IOException {
        Files.writeString(START_POLICY, "#!/bin/sh\nexit 101\n");
        Files.setPosixFilePermissions(START_POLICY, PosixFilePermissions.fromString("rwxr-xr-x"));
        return () -> Files.deleteIfExists(START_POLICY);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("swarm-bench-install", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
            Process process = builder.start();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
                throw new IOException(String.join(" ", command) + " took longer than " + INSTALL_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + "\n"
                        + Files.readString(output));
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
