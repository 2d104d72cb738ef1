package io.claudeflow.swarm.memory.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DynamicMessage;
import io.claudeflow.swarm.memory.RunningService;
import io.claudeflow.swarm.memory.cli.ServiceRunner;
import io.claudeflow.swarm.memory.cli.SwarmMemory;
import io.claudeflow.swarm.memory.config.ServiceConfig;
import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.contract.ProtoJson;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running service and one client for each edge, for tests of operations from outside. */
public final class ServiceClients implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Contract CONTRACT = Contract.load();

    private final RunningService service;
    private final ManagedChannel channel;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServiceClients(RunningService service) {
        this.service = service;
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", service.grpcPort())
                .usePlaintext()
                .build();
    }

    /** Starts a service of swarm {@code test} with a database in the directory. */
    public static ServiceClients start(Path directory, Map<String, String> settings) {
        return new ServiceClients(RunningService.start(directory, settings));
    }

    /** These commands start no service. */
    private static final class NoService implements ServiceRunner {
        @Override
        public int serve(ServiceConfig config) {
            throw new IllegalStateException("a test does not serve");
        }

        @Override
        public void train(ServiceConfig config) {
            throw new IllegalStateException("a test does not train");
        }
    }

    /** An answer of the HTTP API. */
    public record Answer(int status, JsonNode json, HttpResponse<String> response) {}

    /** An answer of the command line. */
    public record Printed(int code, String out, String err) {}

    public RunningService service() {
        return service;
    }

    /** Sends a request; {@code body} empty for none; {@code headers} are names and values in turn. */
    public Answer http(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            checkAnswer(method, path, response);
            return new Answer(response.statusCode(), json(response.body()), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer of the contract's must be what the contract says. */
    private static void checkAnswer(String method, String path, HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            CONTRACT.rpcs().stream()
                    .filter(rpc -> rpc.verb().equals(method) && !rpc.streaming())
                    .filter(rpc -> rpc.path().match(path.split("\\?", 2)[0]).isPresent())
                    .max(Comparator.comparingInt(rpc -> -rpc.path().variables().size()))
                    .ifPresent(rpc -> rpc.answer()
                            .check(JsonSlice.body(response.body().getBytes(StandardCharsets.UTF_8))
                                    .object()));
        }
    }

    /** Calls an operation over gRPC; request and answer as the JSON of the HTTP API. */
    public JsonNode grpc(String operation, String request, String... metadata) {
        var rpc = CONTRACT.rpc(operation).orElseThrow();
        return json(new String(
                ProtoJson.write(
                        ClientCalls.blockingUnaryCall(with(metadata), method(rpc), deadline(), message(rpc, request))),
                StandardCharsets.UTF_8));
    }

    /** Calls an operation that streams over gRPC; the iterator waits for the next answer. */
    public Iterator<JsonNode> grpcStream(String operation, String request, String... metadata) {
        var rpc = CONTRACT.rpc(operation).orElseThrow();
        var answers =
                ClientCalls.blockingServerStreamingCall(with(metadata), method(rpc), deadline(), message(rpc, request));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return answers.hasNext();
            }

            @Override
            public JsonNode next() {
                return json(new String(ProtoJson.write(answers.next()), StandardCharsets.UTF_8));
            }
        };
    }

    /** Runs a command against the service, inside this process. */
    public Printed cli(String... arguments) {
        var all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server";
        all[arguments.length + 1] = service.url();
        return run(all);
    }

    /** Runs a command on a file that no service has open. */
    public static Printed cliOnFile(Path database, String... arguments) {
        var all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--db";
        all[arguments.length + 1] = database.toString();
        return run(all);
    }

    /** Runs a command as it is. */
    public static Printed cliAlone(String... arguments) {
        return run(arguments);
    }

    private static Printed run(String... arguments) {
        return cliIn(Map.of(), arguments);
    }

    /** Runs a command as it is, with these variables. Only what it prints itself counts, not what a service logs. */
    public static synchronized Printed cliIn(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var standardOut = System.out;
        var standardErr = System.err;
        System.setOut(ofThisThread(out, standardOut));
        System.setErr(ofThisThread(err, standardErr));
        try {
            int code = SwarmMemory.run(arguments, environment, Clock.systemUTC(), "1.2.3", new NoService());
            return new Printed(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
    }

    /** What this thread writes goes here, and what others write there. */
    private static PrintStream ofThisThread(OutputStream here, PrintStream there) {
        var owner = Thread.currentThread();
        var stream = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                of(Thread.currentThread()).write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                of(Thread.currentThread()).write(bytes, offset, length);
            }

            private OutputStream of(Thread writer) {
                return writer.equals(owner) ? here : there;
            }
        };
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> method(Rpc rpc) {
        var descriptor = CONTRACT.descriptor(rpc);
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(
                        rpc.streaming()
                                ? MethodDescriptor.MethodType.SERVER_STREAMING
                                : MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        descriptor.getService().getFullName(), descriptor.getName()))
                .setRequestMarshaller(
                        ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(descriptor.getInputType())))
                .setResponseMarshaller(
                        ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(descriptor.getOutputType())))
                .build();
    }

    private static DynamicMessage message(Rpc rpc, String request) {
        return ProtoJson.read(
                request.getBytes(StandardCharsets.UTF_8),
                CONTRACT.descriptor(rpc).getInputType());
    }

    private Channel with(String... metadata) {
        var headers = new Metadata();
        for (int i = 0; i + 1 < metadata.length; i += 2) {
            headers.put(Metadata.Key.of(metadata[i], Metadata.ASCII_STRING_MARSHALLER), metadata[i + 1]);
        }
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static CallOptions deadline() {
        return CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.isBlank() ? "null" : text);
        } catch (JsonProcessingException e) {
            return MAPPER.getNodeFactory().textNode(text);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        http.close();
        service.close();
    }
}
