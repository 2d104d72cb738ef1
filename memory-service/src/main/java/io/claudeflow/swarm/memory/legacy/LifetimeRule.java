package io.claudeflow.swarm.memory.legacy;

import java.time.Duration;
import java.util.Optional;

/**
 * The lifetime that a retention policy gives to a key. The files of a file store say when an entry was written and
 * leave its end to a policy; the absolute end is then the moment of writing plus this lifetime, never a fresh start.
 */
@FunctionalInterface
public interface LifetimeRule {
    LifetimeRule NONE = (_, _) -> Optional.empty();

    /** The lifetime, or empty for permanent. */
    Optional<Duration> lifetime(String namespace, String key);
}
