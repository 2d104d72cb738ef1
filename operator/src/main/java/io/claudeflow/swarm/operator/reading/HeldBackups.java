package io.claudeflow.swarm.operator.reading;

import io.claudeflow.swarm.operator.plan.RebuildRecord;
import io.claudeflow.swarm.operator.plan.RestoreRecord;
import io.claudeflow.swarm.operator.plan.UpgradeRecord;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which backups are needed, whatever retention says: what is under way rests on them, or would go back to them. */
public final class HeldBackups {
    private HeldBackups() {}

    /**
     * Their names.
     *
     * @param restores all of the namespace: a restore may use the backup of another store
     * @param store whose backups they are
     */
    public static Set<String> of(Collection<RestoreResource> restores, Optional<StoreResource> store) {
        return Stream.concat(
                        restores.stream().map(RestoreReader::record).flatMap(RestoreRecord::holds),
                        store.stream().flatMap(HeldBackups::own))
                .collect(Collectors.toSet());
    }

    private static Stream<String> own(StoreResource store) {
        return Stream.of(
                        UpgradeRecord.of(StoreReader.status(store)).going().flatMap(UpgradeRecord.Change::backup),
                        StoreReader.rebuilding(store).flatMap(RebuildRecord::backup))
                .flatMap(Optional::stream);
    }
}
