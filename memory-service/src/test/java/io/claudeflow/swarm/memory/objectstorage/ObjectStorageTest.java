package io.claudeflow.swarm.memory.objectstorage;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.backup.DurableFiles;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.testing.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The client of S3 against a real server. */
class ObjectStorageTest {
    /** The smallest part that S3 takes, but for the last. */
    private static final long PART = 5L << 20;

    @TempDir
    private static Path home;

    private static S3Server server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(home);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static ObjectStorage storage(Map<String, String> changes) {
        var environment = new HashMap<>(server.environment());
        environment.putAll(changes);
        return new ObjectStorage(ObjectStorageConfig.from(environment), PART);
    }

    private static ObjectLocation at(String key) {
        return ObjectLocation.parse("to", "s3://" + S3Server.BUCKET + "/" + key);
    }

    private Path file(int bytes) throws IOException {
        var content = new byte[bytes];
        RandomGenerator.of("L64X128MixRandom").nextBytes(content);
        return Files.write(directory.resolve("file"), content);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5 << 20, (5 << 20) + 1, 13 << 20})
    void shouldSendAndReadAFileOfAnySize(int bytes) throws IOException {
        var file = file(bytes);
        var place = at("ns/store/b-" + bytes + ".db");
        try (var storage = storage(Map.of())) {
            assertThat(storage.size(place)).isEmpty();
            storage.put(file, place);
            assertThat(storage.size(place)).hasValue(bytes);
            var read = new ByteArrayOutputStream();
            assertThat(storage.read(place, read)).isEqualTo(DurableFiles.sha256(file));
            assertThat(read.toByteArray()).isEqualTo(Files.readAllBytes(file));
            storage.delete(place);
            storage.delete(place);
            assertThat(storage.size(place)).isEmpty();
        }
    }

    @Test
    void shouldReplaceAnObject() throws IOException {
        try (var storage = storage(Map.of())) {
            storage.put(file(6 << 20), at("replaced"));
            storage.put(file(7), at("replaced"));
            assertThat(storage.size(at("replaced"))).hasValue(7);
        }
    }

    @Test
    void shouldEndWhatAKilledUploadLeftUnfinished() throws IOException {
        var place = at("ns/killed.db");
        try (var client = S3Clients.open(ObjectStorageConfig.from(server.environment()));
                var storage = storage(Map.of())) {
            client.createMultipartUpload(create -> create.bucket(place.bucket()).key(place.key()));
            client.createMultipartUpload(create -> create.bucket(place.bucket()).key(place.key() + "-other"));
            storage.put(file(6 << 20), place);
            assertThat(client.listMultipartUploads(list -> list.bucket(place.bucket())).uploads())
                    .singleElement()
                    .extracting(MultipartUpload::key)
                    .isEqualTo(place.key() + "-other");
        }
    }

    @Test
    void shouldNameTheObjectAndTheEndpointWhenItIsRefused() throws IOException {
        var file = file(1);
        try (var storage = storage(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"))) {
            assertFails(
                    FailureKind.INVALID_ARGUMENT,
                    "s3://memories/a.db cannot be written at the object storage " + server.endpoint()
                            + ": it answers 403",
                    () -> storage.put(file, at("a.db")));
        }
        try (var storage = storage(Map.of())) {
            assertFails(
                    FailureKind.NOT_FOUND,
                    "s3://absent/a.db cannot be written",
                    () -> storage.put(file, ObjectLocation.parse("to", "s3://absent/a.db")));
            assertFails(
                    FailureKind.NOT_FOUND,
                    "s3://memories/none cannot be read",
                    () -> storage.read(at("none"), new ByteArrayOutputStream()));
        }
        try (var storage = storage(Map.of("S3_ENDPOINT", "http://127.0.0.1:1"))) {
            assertFails(
                    FailureKind.UNAVAILABLE,
                    "s3://memories/a.db cannot be read at the object storage http://127.0.0.1:1: ",
                    () -> storage.size(at("a.db")));
        }
    }

    @Test
    void shouldTrustTheGivenAuthorityAndNoOther() throws Exception {
        var keys = home.resolve("keys.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "s3",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=s3",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        var certificate = pem(
                "CERTIFICATE", store.getCertificate("s3").getEncoded(), home.resolve("cert.pem"));
        var secret = store.getKey("s3", "changeit".toCharArray()).getEncoded();
        var key = pem("PRIVATE KEY", secret, home.resolve("key.pem"));
        var secured = Files.createDirectories(home.resolve("secured"));
        var options = List.of("--cert", certificate.toString(), "--key", key.toString());
        try (var secure = S3Server.start(secured, "https", options)) {
            var endpoint = Map.of("S3_ENDPOINT", secure.endpoint());
            try (var storage = storage(endpoint)) {
                assertFails(
                        FailureKind.UNAVAILABLE,
                        "s3://memories/a cannot be read at the object storage " + secure.endpoint()
                                + ": Unable to execute HTTP request: (certificate_unknown)",
                        () -> storage.size(at("a")));
            }
            var trusting = new HashMap<>(endpoint);
            trusting.put("S3_CA_FILE", certificate.toString());
            try (var storage = storage(trusting)) {
                storage.put(file(9), at("a"));
                assertThat(storage.size(at("a"))).hasValue(9);
            }
            trusting.put("S3_CA_FILE", "/none.pem");
            assertFails(FailureKind.INVALID_ARGUMENT, "S3_CA_FILE: /none.pem", () -> {
                try (var storage = storage(trusting)) {
                    storage.size(at("a"));
                }
            });
        }
    }

    private static Path pem(String kind, byte[] content, Path file) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder().encodeToString(content)
                        + "\n-----END " + kind + "-----\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/a", "s3://", "s3://b", "s3://bucket", "s3://bucket/", "s3://BUCKET/a", "s3://bucket/a/"})
    void shouldRefuseWhatIsNoLocation(String text) {
        assertFails(FailureKind.INVALID_ARGUMENT, "from: ", () -> ObjectLocation.parse("from", text));
    }

    @Test
    void shouldNameTheVariableThatIsWrong() {
        for (var wrong : Map.of(
                        "S3_ENDPOINT", "minio:9000",
                        "S3_PATH_STYLE", "maybe",
                        "AWS_ACCESS_KEY_ID", "",
                        "AWS_SECRET_ACCESS_KEY", " ")
                .entrySet()) {
            var environment = new HashMap<>(server.environment());
            environment.put(wrong.getKey(), wrong.getValue());
            assertFails(
                    FailureKind.INVALID_ARGUMENT,
                    wrong.getKey() + ": ",
                    () -> ObjectStorageConfig.from(environment));
        }
        assertThat(ObjectStorageConfig.from(server.environment())).asString().doesNotContain("testsecret");
    }
}
