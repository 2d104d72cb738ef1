package io.claudeflow.swarm.memory.config;

import java.util.List;
import java.util.stream.Collectors;

/** All mistakes of a configuration at once. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A setting, the value it had, and what it may be. */
    public record Mistake(String name, String value, String expected) {
        @Override
        public String toString() {
            return name + ": " + value + " (expected: " + expected + ")";
        }
    }

    private final transient List<Mistake> mistakes;

    InvalidConfigurationException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
