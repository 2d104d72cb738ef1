package io.claudeflow.swarm.memory.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.claudeflow.swarm.memory.RunningService;
import io.claudeflow.swarm.memory.api.v1.AdminServiceGrpc;
import io.claudeflow.swarm.memory.api.v1.BatchOperation;
import io.claudeflow.swarm.memory.api.v1.BatchRequest;
import io.claudeflow.swarm.memory.api.v1.ClearRequest;
import io.claudeflow.swarm.memory.api.v1.DeleteRequest;
import io.claudeflow.swarm.memory.api.v1.EntryServiceGrpc;
import io.claudeflow.swarm.memory.api.v1.GcRequest;
import io.claudeflow.swarm.memory.api.v1.GetRequest;
import io.claudeflow.swarm.memory.api.v1.GetStatsRequest;
import io.claudeflow.swarm.memory.api.v1.IntegrityCheckRequest;
import io.claudeflow.swarm.memory.api.v1.ListNamespacesRequest;
import io.claudeflow.swarm.memory.api.v1.ListRequest;
import io.claudeflow.swarm.memory.api.v1.PutRequest;
import io.claudeflow.swarm.memory.api.v1.Value;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcApiTest {
    private RunningService service;
    private ManagedChannel channel;
    private EntryServiceGrpc.EntryServiceBlockingStub entries;

    @BeforeAll
    void start(@TempDir Path directory) {
        service = RunningService.start(directory, Map.of("MAX_VALUE_BYTES", "1000000", "MAX_REQUEST_BYTES", "2000000"));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", service.grpcPort())
                .usePlaintext()
                .build();
        entries = EntryServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        service.close();
    }

    private static PutRequest.Builder put(String key, Value.Builder value) {
        return PutRequest.newBuilder().setNamespace("grpc").setKey(key).setValue(value);
    }

    private static Value.Builder json(String json) {
        return Value.newBuilder().setJson(json);
    }

    private GetRequest get(String key) {
        return GetRequest.newBuilder().setNamespace("grpc").setKey(key).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "{\"b\": 1, \"a\":12345678901234567890}", "null", "\"x\""})
    void shouldKeepAJsonValueCharacterByCharacter(String value) {
        entries.put(put("json", json(value)).build());

        assertThat(entries.get(get("json")).getEntry().getValue().getJson()).isEqualTo(value);
    }

    @Test
    void shouldTakeTheMomentOfAnExpiryInsteadOfALifetime() {
        var moment = Timestamp.newBuilder().setSeconds(4_102_444_800L).build();
        entries.put(put("until", json("1")).setExpiresAt(moment).build());
        assertThat(entries.get(get("until")).getEntry().getExpiresAt()).isEqualTo(moment);
        var both = put("both", json("1")).setExpiresAt(moment).setTtlSeconds(1).build();
        assertThatThrownBy(() -> entries.put(both)).hasMessageContaining("only one of ttl_seconds and expires_at");
    }

    @Test
    void shouldKeepTheTimesOfAnEntryFromElsewhere() {
        var created = Timestamp.newBuilder().setSeconds(1_700_000_000L).build();
        var updated = Timestamp.newBuilder().setSeconds(1_700_000_060L).build();
        entries.put(put("moved", json("1"))
                .setCreatedAt(created)
                .setUpdatedAt(updated)
                .build());
        entries.put(put("moved-once", json("1")).setCreatedAt(created).build());

        var moved = entries.get(get("moved")).getEntry();
        assertThat(List.of(moved.getCreatedAt(), moved.getUpdatedAt())).containsExactly(created, updated);
        assertThat(entries.get(get("moved-once")).getEntry().getUpdatedAt()).isEqualTo(created);
        var backwards =
                put("x", json("1")).setCreatedAt(updated).setUpdatedAt(created).build();
        assertThatThrownBy(() -> entries.put(backwards)).hasMessageContaining("updatedAt: 2023-11-14T22:13:20Z");
        var never = put("x", json("1"))
                .setCreatedAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                .build();
        assertThatThrownBy(() -> entries.put(never)).hasMessageContaining("created_at: 9223372036854775807 s 0 ns");
        var absent = get("x");
        assertThatThrownBy(() -> entries.get(absent)).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void shouldRoundTripEverythingOfAnEntry() {
        var stored = entries.put(put("all", Value.newBuilder().setText("héllo"))
                .setTtlSeconds(60)
                .addTags("a")
                .setMetadata("{\"by\":\"me\"}")
                .build());

        var entry = entries.get(get("all")).getEntry();
        assertThat(stored.getCreated()).isTrue();
        assertThat(entry.getValue().getText()).isEqualTo("héllo");
        assertThat(entry.getTagsList()).containsExactly("a");
        assertThat(entry.getMetadata()).isEqualTo("{\"by\":\"me\"}");
        assertThat(entry.getEtag()).isEqualTo(stored.getEtag());
        assertThat(entry.getExpiresAt().getSeconds())
                .isEqualTo(entry.getUpdatedAt().getSeconds() + 60);
    }

    @Test
    void shouldHonourConditions() {
        var request = put("cas", json("1"));
        assertThat(code(() -> entries.put(request.clone().addIfMatch("*").build())))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        var etag = entries.put(request.clone().addIfNoneMatch("*").build()).getEtag();
        entries.put(request.clone().addIfMatch(etag).build());
        assertThat(code(() -> entries.put(request.clone().addIfMatch(etag).build())))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(code(() -> entries.put(request.clone().addIfMatch("W/1").build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        var delete = DeleteRequest.newBuilder().setNamespace("grpc").setKey("cas");
        assertThat(entries.delete(delete.build()).getDeleted()).isTrue();
        assertThat(entries.delete(delete.build()).getDeleted()).isFalse();
    }

    @Test
    void shouldExplainAFailureInItsDetails() throws Exception {
        var failure = failure(() -> entries.put(put("bad", json("{\"a\":}")).build()));

        var status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
        var info = status.getDetails(0).unpack(ErrorInfo.class);
        assertThat(info.getDomain()).isEqualTo("swarm.claudeflow.io");
        assertThat(info.getReason()).isEqualTo("INVALID_ARGUMENT");
        assertThat(info.getMetadataMap()).containsEntry("field", "value.json").containsKeys("value", "expected");
        assertThat(status.getDetails(1)
                        .unpack(BadRequest.class)
                        .getFieldViolations(0)
                        .getField())
                .isEqualTo("value.json");
        assertThat(code(() -> entries.get(get("bad")))).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void shouldRefuseWhatIsTooLargeNamingTheLimit() {
        var value =
                put("large", Value.newBuilder().setText("x".repeat(1_000_001))).build();
        assertThat(failure(() -> entries.put(value)).getMessage())
                .contains("1000000")
                .contains("value");
        var message =
                put("large", Value.newBuilder().setText("x".repeat(2_000_001))).build();
        assertThat(code(() -> entries.put(message))).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(failure(() -> entries.put(put("k".repeat(1025), json("1")).build()))
                        .getMessage())
                .contains("1024");
    }

    @Test
    void shouldListBatchAndClear() {
        for (int i = 0; i < 3; i++) {
            entries.put(put("", json("1"))
                    .setNamespace("list")
                    .setKey("k" + i)
                    .addTags("t" + i)
                    .build());
        }
        var first = entries.list(ListRequest.newBuilder()
                .setNamespace("list")
                .setPattern("k*")
                .setLimit(2)
                .setValues(true)
                .build());
        assertThat(first.getEntriesList()).extracting(entry -> entry.getKey()).containsExactly("k0", "k1");
        assertThat(first.getEntries(0).getValue().getJson()).isEqualTo("1");
        var second = entries.list(ListRequest.newBuilder()
                .setNamespace("list")
                .setPattern("k*")
                .setLimit(2)
                .setValues(true)
                .setCursor(first.getNextCursor())
                .build());
        assertThat(second.getEntriesList()).hasSize(1);
        assertThat(second.getNextCursor()).isEmpty();
        assertThat(entries.listNamespaces(ListNamespacesRequest.getDefaultInstance())
                        .getNamespacesList())
                .anyMatch(summary -> summary.getNamespace().equals("list") && summary.getEntries() == 3);

        var results = entries.batch(BatchRequest.newBuilder()
                        .addOperations(BatchOperation.newBuilder()
                                .setPut(put("b", json("1")).addIfMatch("*")))
                        .addOperations(BatchOperation.newBuilder().setGet(get("absent")))
                        .build())
                .getResultsList();
        assertThat(results.get(0).getFailure().getKind()).isEqualTo("PRECONDITION_FAILED");
        assertThat(results.get(1).getGet().hasEntry()).isFalse();

        assertThat(code(() -> entries.clear(ClearRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(entries.clear(ClearRequest.newBuilder().setNamespace("list").build())
                        .getDeleted())
                .isEqualTo(3);
    }

    @Test
    void shouldKeepSwarmsApartByMetadata() {
        var headers = new Metadata();
        headers.put(CallGuard.SWARM_ID, "other");
        var other = entries.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        entries.put(put("swarm", json("1")).build());

        assertThat(code(() -> other.get(get("swarm")))).isEqualTo(Status.Code.NOT_FOUND);
        other.put(put("swarm", json("2")).build());
        assertThat(entries.get(get("swarm")).getEntry().getValue().getJson()).isEqualTo("1");
    }

    @Test
    void shouldServeAdministration() {
        var admin = AdminServiceGrpc.newBlockingStub(channel);

        assertThat(admin.getStats(GetStatsRequest.getDefaultInstance()).getSwarm())
                .isEqualTo("test");
        assertThat(admin.gc(GcRequest.getDefaultInstance()).getDeleted()).isZero();
        assertThat(admin.integrityCheck(IntegrityCheckRequest.getDefaultInstance())
                        .getOk())
                .isTrue();
    }

    @Test
    void shouldSayThatItServes() {
        var health = HealthGrpc.newBlockingStub(channel);

        for (var name : new String[] {"", EntryServiceGrpc.SERVICE_NAME, AdminServiceGrpc.SERVICE_NAME}) {
            assertThat(health.check(HealthCheckRequest.newBuilder()
                                    .setService(name)
                                    .build())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void shouldTellAWatcherWhenItStops(@TempDir Path directory) throws Exception {
        var stopping = RunningService.start(directory, Map.of());
        var seen = new LinkedBlockingQueue<ServingStatus>();
        var watching = NettyChannelBuilder.forAddress("127.0.0.1", stopping.grpcPort())
                .usePlaintext()
                .build();
        HealthGrpc.newStub(watching).watch(HealthCheckRequest.getDefaultInstance(), new StreamObserver<>() {
            @Override
            public void onNext(HealthCheckResponse response) {
                seen.add(response.getStatus());
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {}
        });
        assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo(ServingStatus.SERVING);

        stopping.close();

        assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo(ServingStatus.NOT_SERVING);
        watching.shutdownNow();
    }

    @Test
    void shouldListItsServicesByReflection() throws Exception {
        var names = new ListedServices();
        names.ask(ServerReflectionGrpc.newStub(channel).serverReflectionInfo(names));

        assertThat(names.listed())
                .contains(EntryServiceGrpc.SERVICE_NAME, AdminServiceGrpc.SERVICE_NAME, HealthGrpc.SERVICE_NAME);
    }

    @Test
    void shouldListItsServicesToToolsThatKnowReflectionByItsFirstName() throws Exception {
        var method = MethodDescriptor.newBuilder(
                        ProtoUtils.marshaller(ServerReflectionRequest.getDefaultInstance()),
                        ProtoUtils.marshaller(ServerReflectionResponse.getDefaultInstance()))
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")
                .build();
        var names = new ListedServices();
        names.ask(ClientCalls.asyncBidiStreamingCall(channel.newCall(method, CallOptions.DEFAULT), names));

        assertThat(names.listed()).contains(EntryServiceGrpc.SERVICE_NAME);
    }

    /** The names of services in the first answer of reflection. */
    private static final class ListedServices implements StreamObserver<ServerReflectionResponse> {
        private final CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();

        /** Asks one question and ends the call. */
        void ask(StreamObserver<ServerReflectionRequest> questions) {
            questions.onNext(
                    ServerReflectionRequest.newBuilder().setListServices("").build());
            questions.onCompleted();
        }

        List<String> listed() throws Exception {
            return answer.get(60, TimeUnit.SECONDS).getListServicesResponse().getServiceList().stream()
                    .map(ServiceResponse::getName)
                    .toList();
        }

        @Override
        public void onNext(ServerReflectionResponse response) {
            answer.complete(response);
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {}
    }

    @Test
    void shouldRefuseACallForTwoSwarms() {
        var headers = new Metadata();
        var swarm = Metadata.Key.of("swarm-id", Metadata.ASCII_STRING_MARSHALLER);
        headers.put(swarm, "a");
        headers.put(swarm, "b");
        var both = entries.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));

        assertThat(code(() -> both.get(GetRequest.newBuilder().setKey("k").build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    private static StatusRuntimeException failure(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    private static Status.Code code(ThrowingCallable call) {
        return failure(call).getStatus().getCode();
    }
}
