package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The program that {@link WriterCrashTest} kills: writers that never stop. A line on standard output is an acknowledged
 * write: {@code <writer> <number>}.
 */
final class CrashChild {
    private CrashChild() {}

    @SuppressWarnings("SystemOut") // the pipe to the parent
    public static void main(String[] args) {
        var engine = MemoryEngine.open(EngineConfig.defaults(Path.of(args[0])), Clock.systemUTC(), EngineListener.NONE);
        var out = new PrintStream(System.out, true);
        int round = Integer.parseInt(args[1]);
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            int writer = i;
            Thread.ofPlatform().start(() -> write(engine, out, round + "." + writer));
        }
    }

    private static void write(MemoryEngine engine, PrintStream out, String writer) {
        for (int n = 0; ; n++) {
            var value = EntryValue.text((writer + " " + n + " ").repeat(1 + n % 300));
            var put =
                    Put.of(new EntryKey("crash", writer, "key" + n % 50), value).withTags(Tags.of("n" + n % 3));
            var pair = Put.of(new EntryKey("crash", writer, "pair" + n % 50), value);
            engine.entries().batch(new Batch(List.of(put, pair), true));
            out.println(writer + " " + n);
        }
    }
}
