package io.claudeflow.swarm.memory.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.document.ThreeWayMerge.Result;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ThreeWayMergeTest {
    static final List<Long> SEEDS = Seeds.count(200);
    private final DocumentReader reader = new JacksonDocumentReader();

    @Test
    void shouldTakeBothChangesWhenTheyTouchDifferentMembers() {
        assertThat(merge("{'a':1,'b':{'c':1,'d':2}}", "{'a':9,'b':{'c':1,'d':2}}", "{'a':1,'b':{'c':1,'d':3},'e':4}"))
                .isEqualTo(new Result.Merged(json("{'a':9,'b':{'c':1,'d':3},'e':4}")));
    }

    @Test
    void shouldNameEveryPlaceThatBothSidesChanged() {
        assertThat(merge("{'a':1,'b':{'x/~y':[1]}}", "{'a':2,'b':{'x/~y':[1,2]}}", "{'a':3,'b':{'x/~y':[0]}}"))
                .isEqualTo(new Result.Conflicting(List.of("/a", "/b/x~1~0y")));
    }

    @Test
    void shouldConflictWhenOneSideRemovesWhatTheOtherChanges() {
        assertThat(merge("{'a':1}", "{}", "{'a':2}")).isEqualTo(new Result.Conflicting(List.of("/a")));
        assertThat(merge("{'a':1}", "{}", "{'a':1}")).isEqualTo(new Result.Merged(json("{}")));
    }

    @Test
    void shouldKeepWhatOnlyOneSideHasWhenThereIsNoBase() {
        assertThat(ThreeWayMerge.merge(null, json("{'a':1}"), json("{'b':2}")))
                .isEqualTo(new Result.Merged(json("{'a':1,'b':2}")));
        assertThat(ThreeWayMerge.merge(null, json("1"), json("2"))).isEqualTo(new Result.Conflicting(List.of("")));
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void shouldNotDependOnTheOrderOfTheSides(long seed) {
        var random = Seeds.random(seed);
        var base = randomObject(random, 3);
        var ours = mutate(random, base);
        var theirs = mutate(random, base);
        switch (ThreeWayMerge.merge(base, ours, theirs)) {
            case Result.Merged merged ->
                assertThat(ThreeWayMerge.merge(base, theirs, ours)).isEqualTo(merged);
            case Result.Conflicting conflict ->
                assertThat(ThreeWayMerge.merge(base, theirs, ours))
                        .isInstanceOfSatisfying(
                                Result.Conflicting.class,
                                other -> assertThat(other.pointers())
                                        .containsExactlyInAnyOrderElementsOf(conflict.pointers()));
        }
        assertThat(ThreeWayMerge.merge(base, base, theirs)).isEqualTo(new Result.Merged(theirs));
    }

    private static Document randomObject(RandomGenerator random, int depth) {
        var members = new LinkedHashMap<String, Document>();
        for (var name : List.of("a", "b", "c")) {
            if (random.nextInt(4) > 0) {
                boolean nested = depth > 0 && random.nextBoolean();
                members.put(name, nested ? randomObject(random, depth - 1) : Document.of(random.nextInt(3)));
            }
        }
        return new Document.Fields(members);
    }

    private static Document mutate(RandomGenerator random, Document document) {
        if (!(document instanceof Document.Fields fields) || random.nextInt(8) == 0) {
            return random.nextInt(3) == 0 ? Document.of(random.nextInt(3)) : document;
        }
        var members = new LinkedHashMap<>(fields.members());
        for (var name : List.of("a", "b", "c")) {
            var before = members.get(name);
            if (before == null) {
                if (random.nextInt(4) == 0) {
                    members.put(name, Document.of(random.nextInt(3)));
                }
            } else if (random.nextInt(6) == 0) {
                members.remove(name);
            } else {
                members.put(name, mutate(random, before));
            }
        }
        return new Document.Fields(members);
    }

    private Result merge(String base, String ours, String theirs) {
        return ThreeWayMerge.merge(json(base), json(ours), json(theirs));
    }

    private Document json(String text) {
        return reader.read("value", text.replace('\'', '"'));
    }
}
