package io.claudeflow.swarm.memory.policy.yaml;

import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.PolicyReader;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads policy files in YAML 1.2: a list {@code policies} in our form, a list {@code namespaces} in seed 004's form, a
 * list {@code categories} in seed 003's form, or several of them. A syntax error is the only mistake that hides others.
 * Nothing in a file is ever instantiated: the text is only composed into nodes, which carry their lines. Thread-safe.
 */
public final class YamlPolicyReader implements PolicyReader {
    private static final int MAX_CODE_POINTS = 1024 * 1024;
    /** Far more than any form has; the library composes by recursion. */
    private static final int MAX_DEPTH = 32;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(MAX_CODE_POINTS)
            .setMaxAliasesForCollections(50)
            .build();

    @Override
    public Reading read(String text) {
        try {
            var tooDeep = tooDeep(text);
            if (tooDeep.isPresent()) {
                return rejected(tooDeep.getAsInt(), "file", "nested more than " + MAX_DEPTH + " levels deep");
            }
            return new Compose(SETTINGS)
                    .composeString(text)
                    .map(YamlPolicyReader::policies)
                    .orElseGet(() -> rejected(1, "file", "(empty)"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            return rejected(line, "file", String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            return rejected(1, "file", String.valueOf(e.getMessage()));
        }
    }

    /** The line from which it is. */
    private static OptionalInt tooDeep(String text) {
        int depth = 0;
        for (var event : new Parse(SETTINGS).parseString(text)) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                return OptionalInt.of(
                        event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
            }
        }
        return OptionalInt.empty();
    }

    private static Reading policies(Node root) {
        if (!(root instanceof MappingNode mapping)) {
            return rejected(Section.line(root), "file", "not a mapping");
        }
        var problems = new ArrayList<Problem>();
        var file = new Section("", mapping, problems);
        var policies = new ArrayList<RetentionPolicy>();
        var lines = new HashMap<String, Integer>();
        for (var form : PolicyForm.values()) {
            for (var section : file.sections(form.list())) {
                form.read(section).ifPresent(policy -> {
                    var first = lines.putIfAbsent(policy.pattern().text(), section.line());
                    if (first == null) {
                        policies.add(policy);
                    } else {
                        section.reject(
                                "pattern", policy.pattern().text(), "each pattern once, line " + first + " has it");
                    }
                });
            }
        }
        if (Arrays.stream(PolicyForm.values()).noneMatch(form -> file.has(form.list()))) {
            file.missing("policies", "a list of policies, or seed 004's namespaces, or seed 003's categories");
        }
        if (policies.size() > Policies.MAX_POLICIES) {
            file.reject("policies", policies.size() + " policies", "at most " + Policies.MAX_POLICIES);
        }
        file.rejectUnknown();
        if (problems.isEmpty()) {
            return new Reading.Accepted(new Policies(policies));
        }
        problems.sort(Comparator.comparingInt(Problem::line).thenComparing(Problem::field));
        return new Reading.Rejected(problems);
    }

    private static Reading rejected(int line, String field, String value) {
        return new Reading.Rejected(List.of(new Problem(line, field, value, "YAML with a list of policies")));
    }
}
