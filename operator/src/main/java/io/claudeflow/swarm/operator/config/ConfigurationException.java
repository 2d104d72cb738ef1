package io.claudeflow.swarm.operator.config;

import java.util.List;

/** The environment holds values the operator cannot work with; {@link #problems} lists every one of them. */
public final class ConfigurationException extends RuntimeException {
    private final List<String> problems;

    ConfigurationException(List<String> problems) {
        super("The configuration is not usable:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line per mistake: variable, value, expectation. */
    public List<String> problems() {
        return problems;
    }
}
