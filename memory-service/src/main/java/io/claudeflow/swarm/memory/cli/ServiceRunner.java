package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.config.ServiceConfig;

/** How the command line starts the service without knowing its parts. */
public interface ServiceRunner {
    /** Runs the service until the process is told to stop; returns the exit code when it could not start. */
    int serve(ServiceConfig config);

    /** Starts the service, puts a short load on it and stops it. */
    void train(ServiceConfig config);
}
