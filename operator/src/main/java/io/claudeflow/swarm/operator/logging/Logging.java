package io.claudeflow.swarm.operator.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets up Logback in code: no file to find, nothing to parse when the process starts. */
public final class Logging {
    /** Within a pass ends with what the pass is about, such as {@code [SwarmMemoryStore n/s store=s pass=1b2c3d4e]}. */
    private static final String LINE = "%date{ISO8601, UTC} %-5level %logger{0} %message %kvp"
            + "%replace( [%mdc{kind} %mdc{namespace}/%mdc{name} store=%mdc{store} pass=%mdc{reconcileId}])"
            + "{' \\[ / store= pass=\\]', ''}%n";
    /** Libraries that tell their life story at info; people look for the operator's own lines. */
    private static final List<String> QUIET =
            List.of("io.javaoperatorsdk", "io.fabric8", "Default ConfigurationService implementation");
    /** Warns that v1alpha1 is alpha. */
    private static final String VERSION_WARNING = "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils";

    private Logging() {}

    /**
     * Replaces whatever Logback was set up with.
     *
     * @param level least level of our own lines, {@code off} for none; libraries log from {@code warn} unless
     *     it is lower than {@code info}
     * @param json one JSON object per line instead of text
     */
    public static void configure(String level, boolean json) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var encoder = json ? json(context) : text(context);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var own = Level.toLevel(level);
        root.setLevel(own);
        root.addAppender(console);
        for (var library : QUIET) {
            Logger logger = context.getLogger(library);
            logger.setLevel(own.isGreaterOrEqual(Level.INFO) && own != Level.OFF ? Level.WARN : own);
        }
        context.getLogger(VERSION_WARNING).setLevel(Level.OFF);
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        return encoder;
    }

    private static EncoderBase<ILoggingEvent> json(LoggerContext context) {
        var encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        return encoder;
    }
}
