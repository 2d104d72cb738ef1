package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import io.claudeflow.swarm.memory.search.IndexedWords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/** The words that the policies in force have indexed. */
record FullTextRules(Supplier<Policies> policies) implements IndexedWords {
    @Override
    public boolean includes(String namespace, String key) {
        return policies.get().of(namespace, key).fullText();
    }

    @Override
    public Object rules() {
        return policies.get();
    }

    /** Of patterns and switches in their order; without a switch that is off the patterns do not matter. */
    @Override
    public String fingerprint() {
        var all = policies.get().all();
        if (all.stream().allMatch(RetentionPolicy::fullText)) {
            return "everything";
        }
        var text = new StringBuilder();
        all.forEach(policy -> text.append(policy.pattern())
                .append('\n')
                .append(policy.fullText())
                .append('\n'));
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
