package io.claudeflow.swarm.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.crd.v1alpha1.Subtask;
import io.claudeflow.swarm.crd.v1alpha1.SwarmTaskSpec;
import io.claudeflow.swarm.crd.v1alpha1.TaskPriority;
import io.claudeflow.swarm.operator.plan.PlanResult.Planned;
import io.claudeflow.swarm.operator.plan.PlanResult.Rejected;
import io.claudeflow.swarm.operator.plan.TaskPlan.Wish;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskPlannerTest {
    private static final String UID = "2f7c0a52-8a2e-4d0a-9c1f-3a5b7d9e1f23";

    private static SwarmTaskSpec spec(@Nullable TaskPriority priority, Subtask... subtasks) {
        return new SwarmTaskSpec(
                "a", null, "review", "Look.", priority, Map.of("depth", 2), List.of("a/b"), null, List.of(subtasks));
    }

    private static Subtask subtask(String name, String... dependsOn) {
        return new Subtask(name, null, null, null, null, List.of(dependsOn), null);
    }

    private static TaskPlan planned(SwarmTaskSpec spec) {
        assertThat(TaskPlanner.plan("team", "t", UID, spec)).isInstanceOf(Planned.class);
        return ((Planned<TaskPlan>) TaskPlanner.plan("team", "t", UID, spec)).plan();
    }

    @Test
    void plan_alone_isOneTaskThatNamesItsResource() {
        var wishes = planned(spec(TaskPriority.HIGH)).wishes();

        assertThat(wishes).hasSize(1);
        var task = wishes.getFirst();
        assertThat(task.id()).isEqualTo(TaskPlanner.id("t", UID)).matches("t-[0-9a-f]{8}");
        assertThat(task.priority()).isEqualTo("high");
        assertThat(task.dependencies()).isEmpty();
        assertThat(task.metadata())
                .containsEntry("type", "review")
                .containsEntry("parameters", Map.of("depth", 2))
                .containsEntry("repositories", List.of("a/b"))
                .containsEntry(Marks.RESOURCE, "team/t")
                .containsEntry(Marks.UID, UID)
                .doesNotContainKeys("requiredCapabilities", "subtasks");
    }

    @Test
    void plan_subtasks_comeAfterWhatTheyWaitForAndBeforeTheTask() {
        var wishes = planned(spec(null, subtask("c", "b"), subtask("a"), subtask("b", "a")))
                .wishes();
        var id = TaskPlanner.id("t", UID);

        assertThat(wishes).extracting(Wish::id).containsExactly(id + ".a", id + ".b", id + ".c", id);
        assertThat(wishes.get(1).dependencies()).containsExactly(id + ".a");
        assertThat(wishes.get(1).metadata()).containsEntry("parent", id);
        assertThat(wishes.get(1).description()).as("its name stands in").isEqualTo("b");
        assertThat(wishes.getLast().dependencies()).containsExactly(id + ".c", id + ".a", id + ".b");
        assertThat(wishes).extracting(Wish::priority).containsOnly("medium");
    }

    @Test
    void plan_circle_isRejectedByName() {
        var result = TaskPlanner.plan(
                "team", "t", UID, spec(null, subtask("a", "c"), subtask("b", "a"), subtask("c", "b"), subtask("d")));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .contains("a, b, c")
                                .doesNotContain("d wait"));
    }

    @Test
    void plan_unknownPriority_isRejected() {
        assertThat(TaskPlanner.plan("team", "t", UID, spec(TaskPriority.UNKNOWN)))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void id_sameNameMadeAgain_isAnotherOne() {
        assertThat(TaskPlanner.id("t", UID)).isNotEqualTo(TaskPlanner.id("t", UID.replace('2', '3')));
    }
}
