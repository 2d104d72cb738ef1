package io.claudeflow.swarm.memory.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of this program, from its build. */
public final class ProgramVersion {
    private ProgramVersion() {}

    public static String current() {
        try (var input = ProgramVersion.class.getResourceAsStream("/version.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(input, "version.properties is in the jar"));
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
    }
}
