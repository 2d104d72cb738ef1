package io.claudeflow.swarm.memory.audit;

/**
 * Where a secret seems to be; never the secret itself.
 *
 * @param position of its first character, counted from 0 in UTF-16 units
 */
public record SecretFinding(SecretKind kind, int position, int length) {
    @Override
    public String toString() {
        return kind.label() + " at position " + position;
    }
}
