package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.reason;
import static io.claudeflow.swarm.e2e.operator.Actors.soon;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Locale;

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
            here.applyStore("s", STORE);
            soon("serves").until(() -> serves(here, "s"));
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

    private static void backedUp(Actors here) {
        here.applyStore("s", STORE);
        soon("serves").until(() -> serves(here, "s"));
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
