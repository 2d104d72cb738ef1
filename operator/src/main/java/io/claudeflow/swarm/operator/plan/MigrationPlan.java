package io.claudeflow.swarm.operator.plan;

import java.util.Optional;

/**
 * The import a spec asks for.
 *
 * @param claim the claim with the legacy data
 * @param word the word that tells one request from another; empty if there is none
 */
public record MigrationPlan(String claim, Optional<String> word) {

    /** What is asked for, in eight characters. */
    String fingerprint() {
        return "%08x".formatted(Fingerprint.of(claim + "\n" + word.orElse("")) >>> Integer.SIZE);
    }
}
