package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.contract.Field;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.operation.Sink;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that goes on: server-sent events (<a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">
 * HTML, section 9.2</a>), or one JSON object in each line. It begins with the first object, so a failure before it can
 * still be an ordinary problem. Used by one thread.
 */
final class AnswerStream implements Sink, AutoCloseable {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final RoutingResponse response;
    private final Form form;
    private final BooleanSupplier stopping;
    private @Nullable OutputStream output;
    private boolean gone;
    private boolean broken;

    /** How the objects of a stream are written. */
    enum Form {
        EVENTS("text/event-stream"),
        LINES("application/x-ndjson"),
        /** The content of each object's one field, joined: a file. */
        BYTES("application/octet-stream");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        /** What suits an operation and the client that asks for it. */
        static Form of(ContractExchange exchange) {
            if (exchange.wantsEvents()) {
                return EVENTS;
            }
            var fields = exchange.rpc().answer().fields().values();
            boolean file = fields.size() == 1
                    && fields.iterator().next().type() == Field.Type.BYTES
                    && !fields.iterator().next().repeated();
            return file ? BYTES : LINES;
        }
    }

    AnswerStream(RoutingResponse response, Form form, BooleanSupplier stopping) {
        this.response = response;
        this.form = form;
        this.stopping = stopping;
    }

    /** Whether anything was sent. */
    boolean begun() {
        return output != null;
    }

    @Override
    public boolean isOpen() {
        return !gone && !stopping.getAsBoolean() && !Thread.currentThread().isInterrupted();
    }

    @Override
    public void send(JsonWriter answer) {
        write(answer.toParts(), "");
    }

    @Override
    public void send(String event, String id, JsonWriter answer) {
        write(answer.toParts(), "id: " + id + "\nevent: " + event + "\n");
    }

    /** The last object of a stream that fails after it has begun: the problem document. A file just breaks off. */
    void fail(byte[] problem) {
        if (form == Form.BYTES) {
            broken = true;
        } else {
            write(List.of(problem), "event: failure\n");
        }
    }

    @Override
    public void keepAlive() {
        if (form == Form.EVENTS) {
            write(output -> output.write(COMMENT));
        }
    }

    /** @param fields of the event, before its data */
    private void write(List<byte[]> json, String fields) {
        write(output -> {
            switch (form) {
                case EVENTS -> {
                    output.write(fields.getBytes(StandardCharsets.US_ASCII));
                    output.write(DATA);
                    AnswerWriter.write(output, json);
                    output.write(END);
                }
                case LINES -> {
                    AnswerWriter.write(output, json);
                    output.write('\n');
                }
                case BYTES -> output.write(content(AnswerWriter.joined(json)));
            }
        });
    }

    private static byte[] content(byte[] json) {
        var object = JsonSlice.body(json).object();
        return Base64.getDecoder()
                .decode(object.required(object.names().iterator().next()).string());
    }

    private interface Piece {
        void writeTo(OutputStream output) throws IOException;
    }

    private void write(Piece piece) {
        if (gone) {
            return;
        }
        try {
            var open = open();
            piece.writeTo(open);
            open.flush();
        } catch (IOException | UncheckedIOException | ServerConnectionException e) {
            // The client is gone; the handler sees it in isOpen.
            gone = true;
        }
    }

    private OutputStream open() {
        var open = output;
        if (open == null) {
            response.headers().set(HeaderNames.CONTENT_TYPE, form.mediaType);
            response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
            response.headers().set(HeaderValues.CONNECTION_CLOSE);
            open = response.outputStream();
            output = open;
        }
        return open;
    }

    /** Ends the answer; one that never began becomes an empty one. */
    @Override
    public void close() {
        if (broken) {
            throw new CloseConnectionException("the answer broke off");
        }
        try {
            open().close();
            response.commit();
        } catch (IOException | UncheckedIOException | ServerConnectionException e) {
            gone = true;
        }
    }
}
