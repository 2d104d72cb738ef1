package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something a person asks for, during which operators are killed. */
enum Scenario {
    CREATE {
        @Override
        void prepare(Actors here) {}

        @Override
        void act(Actors here) {
            here.applyStore("s", STORE);
        }

        @Override
        boolean done(Actors here) {
            return serves(here, "s");
        }
    },
    /** The second backup, whose Job removes the first. */
    BACKUP {
        @Override
        void prepare(Actors here) {
            backedUp(here);
        }

        @Override
        void act(Actors here) {
            here.annotate("s", REQUESTED, "once more");
        }

        @Override
        boolean done(Actors here) {
            return here.backups().size() == 1
                    && !here.backups().getFirst().equals(first(here))
                    && isSettled(here)
                    && reason(here.store("s"), "BackedUp").equals("BackedUp")
                    && noJobs(here);
        }
    },
    /** Retention is 1: the backup that is restored is surplus once the present data is backed up, and yet stays. */
    RESTORE {
        @Override
        void prepare(Actors here) {
            backedUp(here);
        }

        @Override
        void act(Actors here) {
            here.applyRestore("r", "{storeRef: {name: s}}");
        }

        @Override
        boolean done(Actors here) {
            return reason(here.restore("r"), "Succeeded").equals("Restored")
                    && serves(here, "s")
                    && here.backups().size() == 1
                    && noJobs(here);
        }
    },
    CLONE {
        @Override
        void prepare(Actors here) {
            served(here, STORE);
        }

        @Override
        void act(Actors here) {
            here.applyStore("t", "{bootstrap: {fromStore: {name: s}}}");
        }

        @Override
        boolean done(Actors here) {
            return serves(here, "t") && reason(here.store("t"), "Bootstrapped").equals("Bootstrapped") && noJobs(here);
        }
    },
    MIGRATE {
        @Override
        void prepare(Actors here) {
            here.claim("old");
            served(here, STORE);
        }

        @Override
        void act(Actors here) {
            here.applyStore("s", with("migrateFromLegacy: true, legacyDataPVC: old"));
        }

        @Override
        boolean done(Actors here) {
            return reason(here.store("s"), "Migrated").equals("Migrated") && serves(here, "s") && noJobs(here);
        }
    },
    /** To a version that serves. */
    UPGRADE {
        @Override
        void prepare(Actors here) {
            runsFormerVersion(here);
        }

        @Override
        void act(Actors here) {
            here.applyStore("s", with("version: 0.2.0"));
        }

        @Override
        boolean done(Actors here) {
            return runs(here, "0.2.0") && reason(here.store("s"), "Upgraded").equals("UpToDate") && noJobs(here);
        }
    },
    /** To a version that is not what it says: the former one serves its file again. */
    RETURN {
        @Override
        void prepare(Actors here) {
            runsFormerVersion(here);
        }

        @Override
        void act(Actors here) {
            here.applyStore("s", with("version: " + MemoryPrograms.MISLABELLED));
        }

        @Override
        boolean done(Actors here) {
            return runs(here, FORMER) && reason(here.store("s"), "Upgraded").equals("UpgradeFailed") && noJobs(here);
        }
    },
    /** To a version that leaves a file which the former one refuses: it serves the backup. */
    UNDO {
        @Override
        void prepare(Actors here) {
            runsFormerVersion(here);
        }

        @Override
        void act(Actors here) {
            here.applyStore("s", with("version: " + MemoryPrograms.SPOILING));
        }

        @Override
        boolean done(Actors here) {
            return RETURN.done(here)
                    && here.all("SwarmMemoryRestore").size() == 1
                    && reason(
                                    here.restore(here.all("SwarmMemoryRestore")
                                            .getFirst()
                                            .getMetadata()
                                            .getName()),
                                    "Succeeded")
                            .equals("Restored");
        }
    },
    HIBERNATE {
        @Override
        void prepare(Actors here) {
            served(here, STORE);
        }

        @Override
        void act(Actors here) {
            here.applyStore("s", with("hibernate: true"));
        }

        @Override
        boolean done(Actors here) {
            return sleeps(here) && noJobs(here);
        }
    },
    WAKE {
        @Override
        void prepare(Actors here) {
            served(here, STORE);
            here.applyStore("s", with("hibernate: true"));
            soon("asleep").until(() -> sleeps(here) && noJobs(here));
        }

        @Override
        void act(Actors here) {
            here.applyStore("s", with("hibernate: false"));
        }

        @Override
        boolean done(Actors here) {
            return serves(here, "s") && reason(here.store("s"), "Hibernated").equals("Awake") && noJobs(here);
        }
    },
    DELETE {
        @Override
        void prepare(Actors here) {
            backedUp(here);
        }

        @Override
        void act(Actors here) {
            here.store("s").delete();
        }

        @Override
        boolean done(Actors here) {
            return here.store("s").get() == null
                    && here.find(StatefulSet.class, "s").isEmpty()
                    && here.find(Pod.class, "s-0").isEmpty()
                    && noJobs(here);
        }
    };

    private static final String REQUESTED = "swarm.claudeflow.io/backup-requested";
    private static final String FIRST = "first-backup-of-the-test";
    private static final String FORMER = "0.1.0";
    private static final String STORE = "{storageSize: 1Gi, backupRetention: 1}";

    /** What is there before; the operator works meanwhile and nobody is killed. */
    abstract void prepare(Actors here);

    /** What the person does. */
    abstract void act(Actors here);

    /** Whether the person has what was asked for. */
    abstract boolean done(Actors here);

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The usual spec with more fields. */
    private static String with(String fields) {
        return STORE.replace("}", ", " + fields + "}");
    }

    private static void served(Actors here, String spec) {
        here.applyStore("s", spec);
        soon("serves").until(() -> serves(here, "s"));
    }

    private static void runsFormerVersion(Actors here) {
        served(here, with("version: " + FORMER));
        soon("its version is known").until(() -> runs(here, FORMER));
    }

    private static boolean runs(Actors here, String version) {
        return serves(here, "s")
                && version.equals(here.store("s").get().<String>get("status", "version"))
                && isAtRest(here.store("s").get().get("status", "upgrade", "step"));
    }

    private static boolean isAtRest(@Nullable Object step) {
        return step == null || step.equals("Finished");
    }

    private static boolean sleeps(Actors here) {
        return reason(here.store("s"), "Hibernated").equals("Hibernated")
                && here.find(Pod.class, "s-0").isEmpty();
    }

    private static void backedUp(Actors here) {
        served(here, STORE);
        here.annotate("s", REQUESTED, "true");
        soon("backed up")
                .until(() ->
                        isSettled(here) && reason(here.store("s"), "BackedUp").equals("BackedUp") && noJobs(here));
        here.annotate("s", FIRST, here.backups().getFirst());
    }

    private static String first(Actors here) {
        return String.valueOf(
                here.store("s").get().getMetadata().getAnnotations().get(FIRST));
    }

    /** Whether no request for a backup stands on the store. */
    static boolean isSettled(Actors here) {
        return !String.valueOf(here.store("s").get().getMetadata().getAnnotations())
                .contains(REQUESTED);
    }

    private static boolean serves(Actors here, String store) {
        return reason(here.store(store), "Ready").equals("Serving");
    }

    static boolean noJobs(Actors here) {
        return here.client
                .batch()
                .v1()
                .jobs()
                .inNamespace(here.namespace)
                .list()
                .getItems()
                .isEmpty();
    }
}
