package io.claudeflow.swarm.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The heap of a child that is a Java program, reached with the tools of the JDK that runs the harness. */
public final class JavaHeap {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final long SECONDS = 30;

    private JavaHeap() {}

    /**
     * Makes it collect its garbage and give back what it then has too much of, so that its resident memory tells what
     * it holds rather than what it has not yet cleaned up.
     *
     * @return whether it did; without a {@code jcmd} it does not
     */
    public static boolean collect(ChildProcess java) throws IOException, InterruptedException {
        if (!Files.isExecutable(JCMD)) {
            return false;
        }
        Process jcmd = new ProcessBuilder(List.of(JCMD.toString(), Long.toString(java.pid()), "GC.run"))
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        if (!jcmd.waitFor(SECONDS, TimeUnit.SECONDS)) {
            jcmd.destroyForcibly();
            return false;
        }
        return jcmd.exitValue() == 0;
    }
}
