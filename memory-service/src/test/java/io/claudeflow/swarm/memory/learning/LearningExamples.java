package io.claudeflow.swarm.memory.learning;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.learning.Outcome.Result;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outcomes and patterns for hand-computed examples. */
final class LearningExamples {
    private LearningExamples() {}

    /** The {@code n}th outcome, recorded in the {@code n}th second. */
    static Outcome outcome(int n, String type, String agents, Result result, double seconds, String context) {
        return Outcome.of(
                String.format("o%03d", n),
                type,
                List.of(agents.split(" ", -1)),
                result,
                seconds,
                context(context),
                ManualClock.START.plusSeconds(n));
    }

    /** A context such as {@code size=large n=10}. */
    static Map<String, Document> context(String text) {
        var context = new LinkedHashMap<String, Document>();
        for (var pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            var value = pair.substring(pair.indexOf('=') + 1);
            var isNumber = value.chars().allMatch(Character::isDigit);
            context.put(
                    pair.substring(0, pair.indexOf('=')),
                    isNumber ? Document.of(Long.parseLong(value)) : Document.of(value));
        }
        return context;
    }
}
