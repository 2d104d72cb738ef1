package io.claudeflow.swarm.memory.contract;

/**
 * One operation of the contract.
 *
 * @param name service and method, such as {@code TaskService.Claim}
 * @param group the name of the service on the command line, such as {@code task}
 * @param groupComment what the contract says of the service
 * @param verb the method of HTTP
 * @param hasBody whether HTTP sends the fields that are not in the path as a JSON body; otherwise they are parameters
 * @param transactional whether it may be a step of a transaction
 * @param waits whether it may wait longer than a request may take
 * @param streaming whether it answers a stream of messages
 * @param comment what the contract says of it
 */
public record Rpc(
        String name,
        String group,
        String groupComment,
        String verb,
        PathTemplate path,
        boolean hasBody,
        boolean transactional,
        boolean waits,
        boolean streaming,
        Shape request,
        Shape answer,
        String comment) {
    private static final String ADMINISTRATION = "/admin/";
    private static final String TRANSACTION = "TransactionService.Execute";

    /** The service, such as {@code TaskService}. */
    public String service() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The method, such as {@code UpdateStatus}. */
    public String method() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** Whether it takes as long as it takes. */
    public boolean unlimited() {
        return streaming || waits || path.text().startsWith(ADMINISTRATION);
    }

    /** Whether it is one transaction of writes, so that a fence can be checked in it. */
    public boolean fenceable() {
        return transactional || name.equals(TRANSACTION);
    }

    /** The method on the command line, such as {@code update-status}. */
    public String command() {
        return ProtoNames.kebab(method());
    }
}
