package io.claudeflow.swarm.operator.desired;

/** The ports of a memory service inside a cluster. */
public enum Ports {
    HTTP("http", 8080),
    GRPC("grpc", 9090),
    METRICS("metrics", 9091);

    private final String wire;
    private final int number;

    Ports(String wire, int number) {
        this.wire = wire;
        this.number = number;
    }

    /** Name of the port in pods and Services. */
    public String wire() {
        return wire;
    }

    /** Number of the port in pods and Services. */
    public int number() {
        return number;
    }
}
