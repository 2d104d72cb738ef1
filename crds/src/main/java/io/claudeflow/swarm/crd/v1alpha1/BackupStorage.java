package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** The claim backups are kept on. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupStorage(
        @AtLeast("16Mi")
        @JsonPropertyDescription(
                "Size of the backup claim, at least 16Mi; it grows and is never made smaller. Default: "
                        + "the size of the data claim.")
        @Nullable
        Quantity size,

        @Size(max = 253)
        @Pattern(Patterns.OPTIONAL_DNS_SUBDOMAIN)
        @JsonPropertyDescription(
                "StorageClass of the backup claim; looked at when the claim is made. Default: the class "
                        + "of the data claim.")
        @Nullable
        String storageClass) {}
