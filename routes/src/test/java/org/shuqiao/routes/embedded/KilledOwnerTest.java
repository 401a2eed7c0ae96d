package org.shuqiao.routes.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledOwnerTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void refusesASecondOwnerWhileTheFirstLivesAndFindsEverythingWhenItWasKilled(@TempDir Path home) throws Exception {
        UnpackedPostgres.lendTo(home);
        Path data = home.resolve("postgres/cluster/data");
        try (OtherProcess owner = OtherProcess.owning(home)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home, RANDOM))
                    .isInstanceOf(HomeInUse.class)
                    .hasMessageContaining("process ");
            assertThatThrownBy(() -> EmbeddedBroker.start(home, RANDOM)).isInstanceOf(HomeInUse.class);

            owner.kill();
        }
        PostmasterFile orphan = PostmasterFile.read(data).orElseThrow();
        assertThat(orphan.isAliveOn(data)).as("the server outlives its owner").isTrue();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home, RANDOM)) {
            assertThat(orphan.isAliveOn(data)).as("the orphan was stopped").isFalse();
            assertThat(rows(postgres)).isEqualTo(OtherProcess.TEXT);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(home, RANDOM);
                var context = broker.connectionFactory().createContext();
                var consumer = context.createConsumer(context.createQueue(OtherProcess.QUEUE))) {
            assertThat(consumer.receiveBody(String.class, 30_000)).isEqualTo(OtherProcess.TEXT);
        }
    }

    private static String rows(EmbeddedPostgres postgres) throws Exception {
        try (var connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT string_agg(text, ',') FROM note")) {
            result.next();
            return result.getString(1);
        }
    }
}
