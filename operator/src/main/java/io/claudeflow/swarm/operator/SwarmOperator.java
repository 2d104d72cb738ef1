package io.claudeflow.swarm.operator;

import io.claudeflow.swarm.operator.config.OperatorConfig;
import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.Bell;
import io.claudeflow.swarm.operator.kubernetes.OwnChanges;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.kubernetes.TokenBucket;
import io.claudeflow.swarm.operator.leader.LeaderElection;
import io.claudeflow.swarm.operator.logging.PassLog;
import io.claudeflow.swarm.operator.management.Health;
import io.claudeflow.swarm.operator.management.ManagementServer;
import io.claudeflow.swarm.operator.management.OperatorMetrics;
import io.claudeflow.swarm.operator.memoryaccess.StoreDirectory;
import io.claudeflow.swarm.operator.memorybackup.MemoryBackups;
import io.claudeflow.swarm.operator.memoryclient.GuardedContents;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient;
import io.claudeflow.swarm.operator.memoryentry.MemoryEntries;
import io.claudeflow.swarm.operator.memoryrestore.MemoryRestores;
import io.claudeflow.swarm.operator.memorystore.MemoryStores;
import io.claudeflow.swarm.operator.memorystore.StoreStates;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.RestoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.EntryResource;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.resource.TaskResource;
import io.claudeflow.swarm.operator.swarmcluster.SwarmClusterReconciler;
import io.claudeflow.swarm.operator.swarmtask.SwarmTasks;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole operator in one process: management port, Lease, controllers; started and stopped in that order. */
public final class SwarmOperator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SwarmOperator.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int BURST = 10;
    private static final long PAGE = 200;
    private static final Duration REFILL = Duration.ofSeconds(1);

    private final OperatorConfig config;
    private final Runnable fatal;
    private final OperatorMetrics metrics;
    private final Operator controllers;
    private final LeaderElection election;
    private final StartGate gate = new StartGate();
    private @Nullable ManagementServer management;
    private volatile boolean working;
    private volatile boolean failed;

    /**
     * @param contents entries and tasks of the memories
     * @param identity name of this replica
     * @param fatal called when the process cannot go on and should end with an error
     */
    public SwarmOperator(
            OperatorConfig config,
            KubernetesClient client,
            MemoryServiceClient services,
            MemoryContents contents,
            String version,
            String identity,
            Clock clock,
            Runnable fatal) {
        this(config, client, services, contents, version, identity, clock, fatal, new OperatorMetrics(version));
    }

    /**
     * @param metrics what the client counts its requests into
     */
    SwarmOperator(
            OperatorConfig config,
            KubernetesClient client,
            MemoryServiceClient services,
            MemoryContents contents,
            String version,
            String identity,
            Clock clock,
            Runnable fatal,
            OperatorMetrics metrics) {
        this.config = config;
        this.fatal = fatal;
        this.metrics = metrics;
        this.election = new LeaderElection(
                client, config.operatorNamespace(), config.lease(), identity, this::work, this::fail);
        var events = new Events(client, Labels.OPERATOR, identity, clock);
        var platform = new Platform(
                config.operatorNamespace(),
                config.memoryImage().repository(),
                config.memoryImage().pullPolicy(),
                config.memoryImage().pullSecrets(),
                version);
        var states = new StoreStates();
        controllers = new Operator(framework -> framework
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(config.reconcileThreads())
                .withConcurrentWorkflowExecutorThreads(1)
                .withReconciliationTerminationTimeout(DRAIN)
                .withMetrics(new AggregatedMetrics(List.of(metrics.framework(), new PassLog(), states)))
                .withInformerStoppedHandler((informer, failure) -> informerStopped(failure)));
        var backups = new PrimaryIndex<BackupResource>(BackupReader::store);
        var restores = new PrimaryIndex<RestoreResource>(RestoreReader::store);
        var bell = new Bell<StoreResource>();
        var stores = new StoreDirectory();
        metrics.watch(() -> working, states::all, clock);
        controllers.<StoreResource>register(
                MemoryStores.reconciler(
                        client,
                        services,
                        events,
                        platform,
                        config.statsInterval(),
                        config.maxReconcileInterval(),
                        config.finalBackupTimeout(),
                        backups,
                        restores,
                        states,
                        bell,
                        stores,
                        gate,
                        clock),
                controller -> {
                    configure(controller, clock);
                    controller.withOnUpdateFilter(MemoryStores.changes());
                });
        controllers.<BackupResource>register(
                MemoryBackups.reconciler(
                        client,
                        backups,
                        restores,
                        bell,
                        gate,
                        metrics::ended,
                        events,
                        platform,
                        config.finalBackupTimeout(),
                        clock),
                controller -> configure(controller, clock));
        controllers.<RestoreResource>register(
                MemoryRestores.reconciler(
                        client, restores, backups, bell, gate, metrics::ended, events, platform, clock),
                controller -> configure(controller, clock));
        var guarded = new GuardedContents(contents, Math.max(1, config.reconcileThreads() / 2), clock);
        controllers.<EntryResource>register(
                MemoryEntries.reconciler(client, stores, guarded, gate, events, config.entryInterval(), clock),
                controller -> configureMany(controller, clock));
        controllers.<TaskResource>register(
                SwarmTasks.reconciler(client, stores, guarded, gate, events, config.taskInterval(), clock),
                controller -> configureMany(controller, clock));
        controllers.<ClusterResource>register(
                new SwarmClusterReconciler(
                        client, events, config.watchNamespaces(), config.maxReconcileInterval(), clock),
                controller -> {
                    configure(controller, clock);
                    controller.withOnUpdateFilter(new OwnChanges<>());
                });
    }

    /** Of such objects there may be thousands: they are read in pages. */
    private <P extends HasMetadata> void configureMany(ControllerConfigurationOverrider<P> controller, Clock clock) {
        configure(controller, clock);
        controller.withInformerListLimit(PAGE);
    }

    private <P extends HasMetadata> void configure(ControllerConfigurationOverrider<P> controller, Clock clock) {
        controller
                .withFieldManager(Labels.OPERATOR)
                .withReconciliationMaxInterval(config.maxReconcileInterval())
                .withRateLimiter(new TokenBucket(BURST, REFILL, clock))
                .withRetry(new GenericRetry()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(Duration.ofMinutes(1).toMillis())
                        .withoutMaxAttempts());
        if (config.watchNamespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(config.watchNamespaces());
        }
    }

    /** Opens the management port and begins to work, or to wait for the Lease. Returns at once in the latter case. */
    public synchronized void start() {
        management = new ManagementServer(config.managementPort(), new OperatorHealth(), metrics::scrape);
        log.atInfo().addKeyValue("port", management.port()).log("management port open");
        if (config.leaderElection()) {
            election.start();
        } else {
            work();
        }
    }

    /** Opens the management port and tries to start, expecting to fail: there is no API server at build time. */
    void rehearse() {
        management = new ManagementServer(config.managementPort(), new OperatorHealth(), metrics::scrape);
        metrics.scrape();
        work();
    }

    /** The port of health and metrics. */
    public synchronized int managementPort() {
        if (management == null) {
            throw new IllegalStateException("The operator has not been started");
        }
        return management.port();
    }

    /** Whether the controllers run. */
    public boolean working() {
        return working;
    }

    private void work() {
        try {
            controllers.start();
            gate.open();
            working = true;
            log.atInfo()
                    .addKeyValue("namespaces", config.watchNamespaces().isEmpty() ? "all" : config.watchNamespaces())
                    .log("controllers started");
        } catch (OperatorException cannotStart) {
            log.atError().setCause(cannotStart).log("controllers cannot start");
            fail();
        }
    }

    private void informerStopped(@Nullable Throwable failure) {
        if (failure != null && working) {
            log.atError().setCause(failure).log("a watch has ended for good");
            fail();
        }
    }

    private void fail() {
        failed = true;
        fatal.run();
    }

    /** Lets running reconciliations end, for at most ten seconds, then gives the Lease back. */
    @Override
    public void close() {
        working = false;
        controllers.stop();
        election.close();
        synchronized (this) {
            if (management != null) {
                management.close();
            }
        }
        metrics.close();
        log.info("stopped");
    }

    private final class OperatorHealth implements Health {
        @Override
        public boolean alive() {
            return !failed;
        }

        @Override
        public boolean ready() {
            return !failed
                    && (working ? controllers.getRuntimeInfo().allEventSourcesAreHealthy() : !election.leading());
        }
    }
}
