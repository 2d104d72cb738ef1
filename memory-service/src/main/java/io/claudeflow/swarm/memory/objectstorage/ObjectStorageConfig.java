package io.claudeflow.swarm.memory.objectstorage;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an object storage is reached.
 *
 * @param endpoint {@code http} or {@code https}, a host, maybe a port
 * @param pathStyle whether the bucket is a part of the path; otherwise of the host's name
 * @param certificates authorities to trust in the place of those of Java, as PEM; null for those
 */
public record ObjectStorageConfig(
        URI endpoint,
        String region,
        boolean pathStyle,
        String accessKey,
        String secretKey,
        @Nullable Path certificates) {
    private static final String DEFAULT_REGION = "us-east-1";

    /** Reads the variables that the operator gives a Job. Missing or wrong ones are named. */
    public static ObjectStorageConfig from(Map<String, String> environment) {
        var certificates = environment.getOrDefault("S3_CA_FILE", "");
        var region = environment.getOrDefault("S3_REGION", "");
        return new ObjectStorageConfig(
                endpoint(required(environment, "S3_ENDPOINT")),
                region.isEmpty() ? DEFAULT_REGION : region,
                flag("S3_PATH_STYLE", environment.getOrDefault("S3_PATH_STYLE", "true")),
                required(environment, "AWS_ACCESS_KEY_ID"),
                required(environment, "AWS_SECRET_ACCESS_KEY"),
                certificates.isEmpty() ? null : Path.of(certificates));
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw MemoryException.invalid(name, "(absent)", "set, for a place that begins with s3://");
        }
        return value;
    }

    private static URI endpoint(String text) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The same failure as that of a URI that means something else.
        }
        throw MemoryException.invalid("S3_ENDPOINT", text, "a URL such as https://minio.storage.svc:9000");
    }

    private static boolean flag(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw MemoryException.invalid(name, text, "true or false");
        };
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
