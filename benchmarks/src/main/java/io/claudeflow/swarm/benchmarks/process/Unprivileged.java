package io.claudeflow.swarm.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The user a server that refuses root runs as; the harness's own when the harness is not root. */
public final class Unprivileged {
    private static final Path USERS = Path.of("/etc/passwd");

    private final Optional<User> user;

    private record User(String name, String group) {}

    private Unprivileged(Optional<User> user) {
        this.user = user;
    }

    /** As root {@code postgres} when that user exists, else {@code nobody}; otherwise the user of the harness. */
    public static Unprivileged choose() throws IOException {
        return Programs.isRoot()
                ? new Unprivileged(Optional.of(among(Files.readAllLines(USERS))))
                : new Unprivileged(Optional.empty());
    }

    /** Lines as in passwd(5): name, password, user id, group id, and more, separated by colons. */
    private static User among(List<String> lines) throws IOException {
        Map<String, User> users = lines.stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length >= 4)
                .collect(Collectors.toMap(f -> f[0], f -> new User(f[0], f[3]), (first, second) -> first));
        return Stream.of("postgres", "nobody")
                .filter(users::containsKey)
                .map(users::get)
                .findFirst()
                .orElseThrow(() -> new IOException(USERS + " has neither postgres nor nobody to run PostgreSQL as"));
    }

    /** Whether it differs from the user of the harness. */
    public boolean isOther() {
        return user.isPresent();
    }

    /** Makes the user the owner of the directory. */
    public void own(Path directory) throws IOException {
        if (user.isPresent()) {
            var users = directory.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(directory, users.lookupPrincipalByName(user.get().name()));
        }
    }

    /** The command as this user; {@code setpriv} replaces itself by it, so that signals reach the program. */
    public List<String> command(List<String> command) {
        if (user.isEmpty()) {
            return command;
        }
        List<String> all = new ArrayList<>();
        all.addAll(List.of(
                "setpriv",
                "--reuid=" + user.get().name(),
                "--regid=" + user.get().group()));
        all.addAll(List.of("--clear-groups", "--"));
        all.addAll(command);
        return List.copyOf(all);
    }
}
