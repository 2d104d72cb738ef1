package io.claudeflow.swarm.memory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.operation.ServiceClients;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContractCommandTest {
    private static final List<Rpc> RPCS = Contract.load().rpcs();

    @Tag("slow")
    @Test
    void help_ofEveryOperation_namesItsFieldsAndWhatTheyMean() {
        for (var rpc : RPCS) {
            var help = ServiceClients.cliOnFile(Path.of("none.db"), rpc.group(), rpc.command(), "--help");
            assertThat(help.code()).as("%s %s", rpc.name(), help.err()).isZero();
            rpc.request().fields().values().stream()
                    .filter(field -> !rpc.path().variables().contains(field.name()))
                    .forEach(field -> assertThat(help.out()).as(rpc.name()).contains(field.option()));
        }
    }

    @Test
    void contract_everyOperationServiceAndField_saysWhatItIs() {
        assertThat(RPCS).allSatisfy(rpc -> {
            assertThat(rpc.comment()).as(rpc.name()).isNotBlank();
            assertThat(rpc.groupComment()).as(rpc.service()).isNotBlank();
        });
    }

    @Test
    void commands_areUniqueWithinTheirGroup() {
        var names = new TreeMap<String, Long>();
        RPCS.stream()
                .sorted(Comparator.comparing(Rpc::name))
                .forEach(rpc -> names.merge(rpc.group() + " " + rpc.command(), 1L, Long::sum));
        assertThat(names).allSatisfy((name, count) -> assertThat(count).as(name).isOne());
    }
}
