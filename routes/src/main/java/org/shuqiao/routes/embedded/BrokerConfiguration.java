package org.shuqiao.routes.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** How the embedded broker is set up. */
final class BrokerConfiguration {

    /** Where messages go that could not be handled: dead letters here mean a bug of ours. */
    static final String DEAD_LETTERS = "DLQ";

    /** Where messages go whose time ran out. */
    static final String EXPIRED = "ExpiryQueue";

    // How long the journal collects writes before it syncs. Artemis would wait 3.3 ms, which holds one producer to 276
    // durable messages a second; with 50 microseconds it is 2,340.
    private static final int JOURNAL_BUFFER_TIMEOUT_NANOS = 50_000;

    private static final int PAGE_FILE_BYTES = 2 << 20;
    private static final long EXPIRY_SCAN_MILLIS = 5_000;
    private static final String EVERY_ADDRESS = "#";

    private BrokerConfiguration() {}

    /**
     * The whole configuration.
     *
     * @param id names the broker's in-process door
     * @param clusterPassword shuts the built-in cluster user, whose default password is public
     */
    static Configuration of(Path folder, int id, BrokerLimits limits, String clusterPassword) {
        Configuration configuration = new ConfigurationImpl()
                .setName("shuqiao")
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(true)
                .setClusterPassword(clusterPassword)
                .setGlobalMaxSize(limits.totalMemoryBytes())
                .setMaxDiskUsage(-1)
                .setMinDiskFree(limits.minFreeDiskBytes())
                .setMessageExpiryScanPeriod(EXPIRY_SCAN_MILLIS)
                .putSecurityRoles(EVERY_ADDRESS, Set.of(everyRight()))
                .addAcceptorConfiguration(
                        new TransportConfiguration(InVMAcceptorFactory.class.getName(), inProcess(id)))
                .addAddressSetting(EVERY_ADDRESS, everyAddress(limits))
                .addAddressSetting(DEAD_LETTERS, lastStop())
                .addAddressSetting(EXPIRED, lastStop())
                .addAddressConfiguration(queue(DEAD_LETTERS))
                .addAddressConfiguration(queue(EXPIRED));
        return makeDurable(configuration, folder);
    }

    /** What both ends of the in-process door must agree on. */
    static Map<String, Object> inProcess(int id) {
        return Map.of(TransportConstants.SERVER_ID_PROP_NAME, id);
    }

    private static Configuration makeDurable(Configuration configuration, Path folder) {
        boolean nativeIo = AIOSequentialFileFactory.isSupported();
        return configuration
                .setPersistenceEnabled(true)
                .setJournalType(nativeIo ? JournalType.ASYNCIO : JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalBufferTimeout_AIO(JOURNAL_BUFFER_TIMEOUT_NANOS)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_TIMEOUT_NANOS)
                .setPageSyncTimeout(JOURNAL_BUFFER_TIMEOUT_NANOS)
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setJournalDirectory(folder.resolve("journal").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setPagingDirectory(folder.resolve("paging").toString());
    }

    private static AddressSettings everyAddress(BrokerLimits limits) {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setExpiryAddress(SimpleString.of(EXPIRED))
                .setMaxDeliveryAttempts(limits.maxDeliveryAttempts())
                .setRedeliveryDelay(limits.firstRedeliveryDelay().toMillis())
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(limits.maxRedeliveryDelay().toMillis())
                .setMaxSizeBytes(limits.addressMemoryBytes())
                .setPageSizeBytes(PAGE_FILE_BYTES)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAutoCreateQueues(true)
                .setAutoCreateAddresses(true)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    // A message that has come here has nowhere else to go: it stays until someone takes it.
    private static AddressSettings lastStop() {
        return new AddressSettings().setMaxDeliveryAttempts(-1).setNoExpiry(true);
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }

    private static Role everyRight() {
        return new Role(BrokerUser.ROLE, true, true, true, true, true, true, true, true, true, true, true, true);
    }
}
