package io.claudeflow.swarm.operator.status;

import io.claudeflow.swarm.operator.status.Reason.Weight;

/**
 * Where the page about a reason is read. Conditions that need a person end with it. The base is a property of the
 * process, like the format of its log: set once when it starts, before anything is written. Thread-safe.
 */
public final class Runbooks {
    /** The folder of the pages in this project. */
    public static final String FOLDER = "docs/runbooks/";

    private static final String BEGIN = " (runbook: ";
    private static final String SUFFIX = ".md";

    private static volatile String base = FOLDER;

    private Runbooks() {}

    /**
     * Says where the pages are published.
     *
     * @param folder a URL or a path; empty for the folder of this project
     */
    public static void publishedAt(String folder) {
        base = folder.isEmpty() ? FOLDER : folder.endsWith("/") ? folder : folder + "/";
    }

    /** Name of the page about a reason. */
    public static String page(Reason reason) {
        return reason.wire() + SUFFIX;
    }

    /** What is added to the message of a condition; empty when nobody has to do anything. */
    static String linkTo(Reason reason) {
        return reason.weight() == Weight.BLOCKED ? BEGIN + base + page(reason) + ")" : "";
    }

    /** A message of a condition without the link at its end, to be told by another condition with a link of its own. */
    public static String without(String message) {
        var end = message.lastIndexOf(BEGIN);
        return end >= 0 && message.endsWith(SUFFIX + ")") ? message.substring(0, end) : message;
    }
}
