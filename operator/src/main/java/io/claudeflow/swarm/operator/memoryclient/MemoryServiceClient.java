package io.claudeflow.swarm.operator.memoryclient;

/** The running memory service of one store. Implementations are thread-safe and answer within seconds. */
public interface MemoryServiceClient {

    /** What came back. */
    sealed interface Answer {}

    /** The service answered. */
    record Answered(StoreFigures figures) implements Answer {}

    /** The service did not answer in time or not as agreed; {@code problem} says which, for people. */
    record Unanswered(String problem) implements Answer {}

    /** Reads the figures of the service at {@code host} (a pod's address). */
    Answer figures(String host);
}
