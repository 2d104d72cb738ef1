package io.claudeflow.swarm.memory.policy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force; the most specific pattern that matches wins (see {@link KeyPattern} for the order). Immutable,
 * thread-safe; a lookup tries at most 1,000 patterns without allocating for those that start with another literal.
 */
public final class Policies {
    public static final int MAX_POLICIES = 1_000;

    /** No policies: every entry is permanent unless its writer says otherwise. */
    public static final Policies NONE = new Policies(List.of());

    private final List<RetentionPolicy> bySpecificity;
    private final Map<String, RetentionPolicy> exact = new HashMap<>();
    private final List<RetentionPolicy> wild;

    /** Refuses the same pattern twice and more than {@link #MAX_POLICIES}. */
    public Policies(List<RetentionPolicy> policies) {
        if (policies.size() > MAX_POLICIES) {
            throw MemoryException.limit("policies", policies.size() + " policies", "at most " + MAX_POLICIES);
        }
        this.bySpecificity = policies.stream()
                .sorted(Comparator.comparing(RetentionPolicy::pattern))
                .toList();
        for (int i = 1; i < bySpecificity.size(); i++) {
            var pattern = bySpecificity.get(i).pattern();
            if (pattern.equals(bySpecificity.get(i - 1).pattern())) {
                throw MemoryException.invalid("pattern", pattern, "each pattern once");
            }
        }
        for (var policy : bySpecificity) {
            if (policy.pattern().isExact()) {
                exact.put(policy.pattern().text(), policy);
            }
        }
        this.wild = bySpecificity.stream()
                .filter(policy -> !policy.pattern().isExact())
                .toList();
    }

    /** The policy of a key: the most specific that matches, otherwise {@link RetentionPolicy#DEFAULT}. */
    public RetentionPolicy of(String namespace, String key) {
        var path = namespace + "/" + key;
        var best = moreSpecific(exact.get(key), exact.get(path));
        for (var policy : wild) {
            if (best != null && best.pattern().compareTo(policy.pattern()) < 0) {
                break;
            }
            var prefix = policy.pattern().literalPrefix();
            boolean matches = (key.startsWith(prefix) && policy.pattern().matches(key))
                    || (path.startsWith(prefix) && policy.pattern().matches(path));
            if (matches) {
                return policy;
            }
        }
        return best == null ? RetentionPolicy.DEFAULT : best;
    }

    /** All policies, the most specific first. */
    public List<RetentionPolicy> all() {
        return bySpecificity;
    }

    private static @Nullable RetentionPolicy moreSpecific(
            @Nullable RetentionPolicy left, @Nullable RetentionPolicy right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.pattern().compareTo(right.pattern()) <= 0 ? left : right;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policies that && bySpecificity.equals(that.bySpecificity);
    }

    @Override
    public int hashCode() {
        return bySpecificity.hashCode();
    }

    @Override
    public String toString() {
        return "Policies" + bySpecificity;
    }
}
