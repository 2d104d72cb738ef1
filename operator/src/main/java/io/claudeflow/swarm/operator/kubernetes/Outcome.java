package io.claudeflow.swarm.operator.kubernetes;

/** What became of one wanted object. */
public sealed interface Outcome {
    /** {@code Kind name}, for people. */
    String object();

    /** It is as wanted; nothing was written. */
    record Unchanged(String object) implements Outcome {}

    /** It was made. */
    record Created(String object) implements Outcome {}

    /** It was changed; {@code difference} is the path that made it necessary. */
    record Updated(String object, String difference) implements Outcome {}

    /** One of that name exists and is not ours; it was left alone. {@code holder} says whose it is. */
    record Foreign(String object, String holder) implements Outcome {}

    /** One of that name is being removed; the wanted one has to wait. */
    record Leaving(String object) implements Outcome {}

    /**
     * The API server refused it for a reason that repeating does not cure.
     *
     * @param immutable true if it refused to change a field that cannot change
     */
    record Refused(String object, int status, String message, boolean immutable) implements Outcome {
        /** Whether nothing can be made any more because the namespace goes away. */
        public boolean namespaceEnds() {
            return status == 403 && message.contains("because it is being terminated");
        }
    }
}
