package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** The data claim grows by itself when it fills. What it has grown to stands on the claim, not in the spec. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StorageAutoGrow(
        @Min(50)
        @Max(95)
        @JsonPropertyDescription("Grow when this much of the volume is used, in percent, 50 to 95. Default 80.")
        @Nullable
        Integer threshold,

        @AtLeast("16Mi") @JsonPropertyDescription("How much is added at a time, at least 16Mi. Default 1Gi.") @Nullable
        Quantity step,

        @Required
        @AtLeast("16Mi")
        @JsonPropertyDescription(
                "The size that is never exceeded, at least 16Mi. A larger storageSize is followed all " + "the same.")
        @Nullable
        Quantity maximum) {}
