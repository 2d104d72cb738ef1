package io.claudeflow.swarm.memory.analytics;

/** What usage is summed by. */
public enum UsageGroup {
    NAMESPACE,
    OPERATION,
    /** Only operations of callers that said which agent they are. */
    AGENT
}
