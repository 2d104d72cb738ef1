package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A place in an S3-compatible object storage. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record S3Destination(
        @Required
        @Size(min = 3, max = 63)
        @Pattern("^[a-z0-9][-a-z0-9.]*[a-z0-9]$")
        @JsonPropertyDescription("Name of the bucket; it must exist.")
        @Nullable
        String bucket,

        @Size(max = 256)
        @Pattern("^([A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*)?$")
        @JsonPropertyDescription("What the keys of all objects begin with, without a slash at its ends. Default: the "
                + "store's namespace and name.")
        @Nullable
        String prefix,

        @Size(min = 8, max = 253)
        @Pattern("^https?://[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?$")
        @JsonPropertyDescription(
                "Address of the service, such as https://minio.storage.svc:9000. Default: Amazon's of the " + "region.")
        @Nullable
        String endpoint,

        @Size(min = 1, max = 64)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Default("us-east-1")
        @JsonPropertyDescription("Region of the bucket. Default us-east-1.")
        @Nullable
        String region,

        @Default("true")
        @JsonPropertyDescription("Name the bucket in the path of the address and not in its host. Default true.")
        @Nullable
        Boolean pathStyle,

        @Required
        @JsonPropertyDescription(
                "Secret with the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and maybe ca.crt: the "
                        + "certificates (PEM) of the authorities to trust instead of the public ones.")
        @Nullable
        SecretRef credentialsSecret) {}
