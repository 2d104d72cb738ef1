package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neural models of a swarm. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Neural(
        @JsonPropertyDescription("Whether models are wanted.") @Nullable
        Boolean enabled,

        @Size(max = 32) @JsonPropertyDescription("The models; at most 32.") @Nullable
        List<Model> models,

        @JsonPropertyDescription("What the models run on: cpu, gpu or wasm-simd.") @Nullable
        Acceleration acceleration,

        @JsonPropertyDescription("Whether the models go on learning.") @Nullable
        Boolean trainingEnabled) {

    /** One neural model. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(
            @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the model.") @Nullable
            String name,

            @Required
            @JsonPropertyDescription("What it is for: pattern-recognition, optimization or prediction.")
            @Nullable
            NeuralModelType type,

            @Size(min = 1, max = 1024) @JsonPropertyDescription("Where its file is.") @Nullable
            String path,

            @JsonPropertyDescription("Resources it needs.") @Nullable
            AgentResources resources) {}
}
