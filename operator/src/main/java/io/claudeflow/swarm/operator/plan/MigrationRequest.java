package io.claudeflow.swarm.operator.plan;

import java.util.Optional;

/**
 * Which request for an import it is, as it is written in status and in the name of the Job: how many there were, then
 * what it asks for. The same request never has two names, two requests never share one.
 */
public record MigrationRequest(int number, String fingerprint) {

    /** The request after {@code previous}. */
    static MigrationRequest after(Optional<MigrationRequest> previous, MigrationPlan wanted) {
        return new MigrationRequest(previous.map(MigrationRequest::number).orElse(0) + 1, wanted.fingerprint());
    }

    /** The request written as {@code text}; empty if that is none. */
    public static Optional<MigrationRequest> parse(String text) {
        var dash = text.indexOf('-');
        try {
            return dash < 1
                    ? Optional.empty()
                    : Optional.of(
                            new MigrationRequest(Integer.parseInt(text.substring(0, dash)), text.substring(dash + 1)));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /** As it is written. */
    public String text() {
        return number + "-" + fingerprint;
    }
}
