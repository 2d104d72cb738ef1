package io.claudeflow.swarm.operator.status;

/** What is said about an object that is paused, or was. */
public final class Pauses {
    /** Nothing is written for it. */
    public static final Finding PAUSED = Finding.yes(
            ConditionType.PAUSED,
            Reason.PAUSED,
            "The annotation swarm.claudeflow.io/paused is true: nothing is written for this object but this condition,"
                    + " until the annotation is removed. Deletion works as ever.");
    /** It is looked after again. */
    public static final Finding RESUMED =
            Finding.no(ConditionType.PAUSED, Reason.RESUMED, "The annotation swarm.claudeflow.io/paused is not true.");

    private Pauses() {}
}
