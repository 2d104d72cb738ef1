package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.page.PageRequest;
import org.jspecify.annotations.Nullable;

/** A listing of agents by id; filters are combined, null selects everything. */
public record AgentQuery(
        @Nullable String type,
        @Nullable String state,
        @Nullable String capability,
        PageRequest page) {
    public static final AgentQuery ALL = new AgentQuery(null, null, null, PageRequest.FIRST);

    public AgentQuery page(PageRequest newPage) {
        return new AgentQuery(type, state, capability, newPage);
    }

    /** What a cursor is bound to: everything but the page. */
    public String listing() {
        return "agents " + type + ' ' + state + ' ' + capability;
    }

    public boolean selects(Agent agent) {
        var spec = agent.spec();
        return (type == null || type.equals(spec.type()))
                && (state == null || state.equals(spec.state()))
                && (capability == null || spec.capabilities().contains(capability));
    }
}
