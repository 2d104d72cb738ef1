package io.claudeflow.swarm.benchmarks.backup;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When what went on, by {@link System#nanoTime()}. One thread enters stages, all can ask. */
final class Timeline {
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    private record Span(Stage stage, long from) {}

    /** A stage begins, and the one before ends. */
    void enter(Stage stage, long now) {
        spans.add(new Span(stage, now));
    }

    boolean isOver() {
        return spans.getLast().stage() == Stage.OVER;
    }

    /** What a write that took this time belongs to: the last backup that it touched, else what was last. */
    Stage of(long begin, long end) {
        Stage last = Stage.WARM_UP;
        List<Span> all = List.copyOf(spans);
        for (int i = all.size() - 1; i >= 0; i--) {
            Span span = all.get(i);
            if (span.from() <= end) {
                if (span.stage().isBackup()) {
                    return span.stage();
                }
                last = last == Stage.WARM_UP ? span.stage() : last;
                if (span.from() <= begin) {
                    return last;
                }
            }
        }
        return last;
    }

    /** How long a stage lasted, all its times together; the present one has not ended and does not count. */
    long nanos(Stage stage) {
        List<Span> all = List.copyOf(spans);
        long nanos = 0;
        for (int i = 0; i + 1 < all.size(); i++) {
            if (all.get(i).stage() == stage) {
                nanos += all.get(i + 1).from() - all.get(i).from();
            }
        }
        return nanos;
    }
}
