package io.claudeflow.swarm.benchmarks.micro;

import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of this package. */
public final class MicroBenchmarks {
    private MicroBenchmarks() {}

    /** Runs those whose name contains the text; JMH prints the results. */
    public static void run(String text) throws RunnerException {
        String prefix = Pattern.quote(MicroBenchmarks.class.getPackageName() + ".");
        new Runner(new OptionsBuilder()
                        .include("^" + prefix + ".*" + Pattern.quote(text))
                        .build())
                .run();
    }
}
