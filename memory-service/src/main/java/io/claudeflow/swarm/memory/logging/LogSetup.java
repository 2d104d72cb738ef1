package io.claudeflow.swarm.memory.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Logs to standard error, as text or one JSON object per line. Set up by code, because reading an XML file would cost a
 * tenth of the start. Libraries speak from warnings on.
 */
public final class LogSetup {
    private static final List<String> LIBRARIES = List.of("io.helidon", "io.grpc", "io.netty", "io.micrometer", "org");
    private static final String OWN = "io.claudeflow.swarm.memory.";
    /** {@code %kvp}: the key-values of the call, which say who and where. */
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0} %msg %kvp%n%ex";

    private LogSetup() {}

    /**
     * Replaces whatever was set up before.
     *
     * @param level trace, debug, info, warn or error
     * @param format text or json
     */
    public static void apply(String level, String format) {
        apply(level, format, Map.of());
    }

    /** As above; {@code levels} are those of packages below the program's, such as {@code sqlite}, or of full names. */
    public static void apply(String level, String format, Map<String, String> levels) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new IllegalStateException("the logging library is not Logback");
        }
        context.reset();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, format));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        var wanted = Level.toLevel(level.toUpperCase(Locale.ROOT));
        root.setLevel(wanted);
        for (var library : LIBRARIES) {
            context.getLogger(library).setLevel(wanted.isGreaterOrEqual(Level.WARN) ? wanted : Level.WARN);
        }
        // A port that is taken is said once, by the program and without a stack trace.
        context.getLogger("io.helidon.webserver.LoomServer").setLevel(Level.OFF);
        // Nor is a client that goes away in the middle of a request an event; what fails in a request the program says.
        context.getLogger("io.helidon.webserver.http1.Http1Connection").setLevel(Level.ERROR);
        levels.forEach((name, own) -> context.getLogger(name.contains(".") ? name : OWN + name)
                .setLevel(Level.toLevel(own.toUpperCase(Locale.ROOT))));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, String format) {
        if (format.equals("json")) {
            var json = new JsonEncoder();
            json.setContext(context);
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            json.setWithContext(false);
            json.setWithFormattedMessage(false);
            json.start();
            return json;
        }
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(PATTERN);
        text.start();
        return text;
    }
}
