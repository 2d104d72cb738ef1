package io.claudeflow.swarm.benchmarks.backup;

import java.util.List;

/** What goes on besides the writes. */
enum Stage {
    WARM_UP("warm-up", false),
    REST("nothing", false),
    CREATE("POST /admin/backups", true),
    PULL("swarm-memory backup-pull", true),
    CHECK("the harness opens a backup", false),
    OVER("the end", false);

    /** Those that are told, in this order. */
    static final List<Stage> TOLD = List.of(REST, CREATE, PULL, CHECK);

    private final String label;
    private final boolean backup;

    Stage(String label, boolean backup) {
        this.label = label;
        this.backup = backup;
    }

    String label() {
        return label;
    }

    /** Whether a backup is taken. */
    boolean isBackup() {
        return backup;
    }
}
