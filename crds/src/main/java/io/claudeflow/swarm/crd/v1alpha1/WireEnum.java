package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A closed set of strings in a document. Decoding never fails: one object with a value of another version would
 * otherwise freeze list and watch of its whole kind. An unknown value becomes the set's {@code UNKNOWN}, which the
 * operator reports.
 */
public interface WireEnum {
    /** The value as it is written in a document. */
    @JsonValue
    String wire();

    /** The constant written as {@code text}, {@code unknown} when there is none, and null for null. */
    static <E extends Enum<E> & WireEnum> @Nullable E decode(Class<E> type, @Nullable String text, E unknown) {
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.wire().equals(text)) {
                return constant;
            }
        }
        return unknown;
    }
}
