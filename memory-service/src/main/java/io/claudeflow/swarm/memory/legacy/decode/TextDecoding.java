package io.claudeflow.swarm.memory.legacy.decode;

/** What a text is taken for when its source does not say: {@code 123} may be a number or a text like one. */
public enum TextDecoding {
    /** Objects and arrays are JSON, everything else is text: the default, because it is right far more often. */
    STRUCTURES,
    /** Whatever is well-formed JSON is JSON, also {@code 123}, {@code true} and {@code "x"}. */
    ALL,
    /** Text stays text. */
    NONE
}
