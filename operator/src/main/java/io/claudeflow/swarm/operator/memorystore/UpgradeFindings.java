package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.UpgradeStatus;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStep;
import io.claudeflow.swarm.operator.plan.Program;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.UpgradeFacts;
import io.claudeflow.swarm.operator.plan.UpgradeMove;
import io.claudeflow.swarm.operator.plan.UpgradeRecord.Change;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said about the version of a store. Pure. */
final class UpgradeFindings {
    private static final int LONGEST = 4_000;

    private UpgradeFindings() {}

    /**
     * The conditions.
     *
     * @param after the change as it is written down after this pass
     * @param obstacle what stood in the way of what was to be done
     * @param offered the version this operator brings
     */
    static List<Finding> of(
            UpgradeFacts facts,
            UpgradeMove move,
            @Nullable UpgradeStatus after,
            Optional<String> obstacle,
            String offered) {
        var findings = new ArrayList<Finding>();
        if (after != null && after.step() != UpgradeStep.FINISHED) {
            var reason = reason(after.step());
            var message = after.from() + " -> " + after.to() + ", step "
                    + String.valueOf(after.step() == null ? null : after.step().wire()) + ". "
                    + obstacle.orElseGet(() -> said(move))
                    + (after.problem() == null ? "" : " " + after.problem());
            findings.add(Finding.yes(ConditionType.UPGRADING, reason, message));
            findings.add(Finding.unknown(ConditionType.UPGRADED, reason, message));
            return findings;
        }
        var failed = Optional.ofNullable(after).filter(change -> change.problem() != null);
        if (after != null) {
            findings.add(Finding.no(
                    ConditionType.UPGRADING,
                    failed.isPresent() ? Reason.UPGRADE_FAILED : Reason.UP_TO_DATE,
                    after.from() + " -> " + after.to() + " ended at " + after.finishedAt() + "."));
        }
        if (failed.isPresent()) {
            findings.add(Finding.no(
                    ConditionType.UPGRADED,
                    Reason.UPGRADE_FAILED,
                    failed.get().to() + " was not taken over: " + failed.get().problem() + " "
                            + running(facts.record().running())
                            + " It is not tried again until spec.version or spec.image has named something else."));
        } else if (move instanceof UpgradeMove.Stay(var message)) {
            findings.add(Finding.unknown(ConditionType.UPGRADED, Reason.WAITING_FOR_TURN, message));
        } else if (move instanceof UpgradeMove.End || facts.record().running().isPresent()) {
            var now = move instanceof UpgradeMove.End
                    ? facts.record().change().map(Change::to)
                    : facts.record().running();
            findings.add(Finding.yes(
                    ConditionType.UPGRADED, Reason.UP_TO_DATE, running(now) + newer(facts.plan(), now, offered)));
        }
        return findings;
    }

    /** Why the pod does not serve, in the steps in which that is so. */
    static Optional<Finding> away(Change change, UpgradeMove move) {
        if (change.step() == UpgradeStep.BACKING_UP) {
            return Optional.empty();
        }
        return move instanceof UpgradeMove.End
                ? Optional.empty()
                : Optional.of(Finding.no(
                        ConditionType.READY,
                        Reason.UPGRADING,
                        change.from().text() + " -> " + change.to().text() + ", step "
                                + change.step().wire() + ". " + said(move)));
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static Reason reason(@Nullable UpgradeStep step) {
        return switch (step) {
            case BACKING_UP, STOPPING -> Reason.BACKING_UP;
            case RETURNING -> Reason.RETURNING;
            case RESTORING -> Reason.RESTORING;
            case null, default -> Reason.ROLLING;
        };
    }

    private static String said(UpgradeMove move) {
        return switch (move) {
            case UpgradeMove.Stay(var message) -> message;
            case UpgradeMove.Confirm() -> "It was checked, and takes requests now.";
            case UpgradeMove.AskBackup(var name) -> "SwarmMemoryBackup " + name + " was asked for.";
            case UpgradeMove.AskRestore(var name, var backup) -> "SwarmMemoryRestore " + name + " was asked for.";
            default -> "It begins.";
        };
    }

    private static String running(Optional<Program> program) {
        return program.map(known -> "Runs " + known.text() + ".").orElse("Nothing has served yet.");
    }

    private static String newer(StorePlan plan, Optional<Program> running, String offered) {
        return plan.image().wanted().isEmpty()
                        && running.filter(known -> known.text().equals(offered)).isEmpty()
                ? " This operator brings " + offered + "; a store that names no version stays with what it runs until"
                        + " spec.version asks for another."
                : "";
    }
}
