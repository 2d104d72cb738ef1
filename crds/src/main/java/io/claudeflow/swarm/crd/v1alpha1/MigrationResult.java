package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How an import of legacy data ended. */
public enum MigrationResult implements WireEnum {
    /** Everything that was found is in the store. */
    IMPORTED("Imported"),
    /** Some rows could not be imported; the others are in the store. */
    IMPORTED_WITH_ERRORS("ImportedWithErrors"),
    /** The claim holds nothing that is known. */
    NOTHING_FOUND("NothingFound"),
    /** The import could not be done, or not to its end. */
    FAILED("Failed"),
    /** The spec stopped asking for it before it ended. */
    WITHDRAWN("Withdrawn"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    MigrationResult(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable MigrationResult fromWire(@Nullable String text) {
        return WireEnum.decode(MigrationResult.class, text, UNKNOWN);
    }
}
