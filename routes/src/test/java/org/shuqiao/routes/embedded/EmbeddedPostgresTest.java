package org.shuqiao.routes.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedPostgresTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    static Path home;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        UnpackedPostgres.lendTo(home);
        postgres = EmbeddedPostgres.start(home, RANDOM);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "autovacuum, on",
        "password_encryption, scram-sha-256",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "server_encoding, UTF8",
        "lc_messages, C",
        "shared_buffers, 256MB",
        "max_wal_size, 2GB",
        "max_connections, 60",
        "jit, off"
    })
    void runsDurablyAndPrivately(String setting, String value) throws SQLException {
        assertThat(ask("SHOW " + setting)).isEqualTo(value);
    }

    @Test
    void ownerOfTheDatabaseIsNoSuperuser() throws SQLException {
        assertThat(ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void refusesLoginWithoutPassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), null))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
    }

    @ParameterizedTest
    @CsvSource({"shuqiao, wrong", "postgres, wrong", "postgres, ''"})
    void refusesLoginWithWrongPassword(String user, String password) {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), user, password))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void keepsPasswordsAndDataFromOtherUsers() throws IOException {
        Path cluster = home.resolve("postgres/cluster");
        for (String file : List.of("password", "superuser.password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster)))
                .isEqualTo("rwx------");
    }

    @Test
    void writesNoValuesAndNoPasswordsIntoItsLog() throws Exception {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE person (phone text PRIMARY KEY, age int)");
            statement.execute("INSERT INTO person VALUES ('13800138000', 1)");
            for (String bad : List.of("('13800138000', 2)", "('x', '13800138000 years')")) {
                assertThatThrownBy(() -> statement.execute("INSERT INTO person VALUES " + bad))
                        .isInstanceOf(SQLException.class);
            }
        }
        try (Stream<Path> logs = Files.list(home.resolve("postgres/log"))) {
            assertThat(logs.map(EmbeddedPostgresTest::read))
                    .isNotEmpty()
                    .noneMatch(text -> text.contains("13800138000") || text.contains(postgres.password()));
        }
    }

    @Test
    void refusesASecondOwnerInTheSameProcessAndKeepsTheFirst() throws Exception {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home, RANDOM)).isInstanceOf(HomeInUse.class);
        }
        assertThat(ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void makesItsDirectoryAgainAfterAnInitialisationThatDidNotFinish(@TempDir Path other) throws Exception {
        UnpackedPostgres.lendTo(other);
        Path half = Files.createDirectories(other.resolve("postgres/unfinished-1/data"));
        Files.writeString(half.resolve("PG_VERSION"), "18\n");

        try (EmbeddedPostgres started = EmbeddedPostgres.start(other, RANDOM)) {
            assertThat(started.jdbcUrl()).isNotEqualTo(postgres.jdbcUrl());
        }
        assertThat(other.resolve("postgres/unfinished-1")).doesNotExist();
    }

    @Test
    void keepsItsDataBesidePidFilesThatLie(@TempDir Path other) throws Exception {
        UnpackedPostgres.lendTo(other);
        Path data = other.resolve("postgres/cluster/data");
        String foreign = Long.toString(ProcessHandle.current().pid());
        String dead = "4194303";
        for (String pid : List.of(foreign, dead, "", "not a pid")) {
            try (EmbeddedPostgres started = EmbeddedPostgres.start(other, RANDOM);
                    Connection connection = connect(started);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS note (text text)");
                statement.execute("INSERT INTO note VALUES ('kept')");
            }
            String file = pid.isEmpty() ? "" : pid + "\n" + data + "\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n";
            Files.writeString(data.resolve("postmaster.pid"), file);
        }
        try (EmbeddedPostgres started = EmbeddedPostgres.start(other, RANDOM)) {
            assertThat(ask(started, "SELECT count(*) FROM note")).isEqualTo("4");
        }
    }

    @Test
    void refusesDataOfAnotherVersionAndLeavesThemAlone(@TempDir Path other) throws IOException {
        Path data = Files.createDirectories(other.resolve("postgres/cluster/data"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        Files.write(data.resolve("precious"), new byte[] {1, 2, 3});
        List<String> before = contents(data);

        assertThatThrownBy(() -> EmbeddedPostgres.start(other, RANDOM))
                .isInstanceOfSatisfying(OtherDatabaseVersion.class, refused -> {
                    assertThat(refused.found()).isEqualTo("17");
                    assertThat(refused.expected()).isEqualTo("18");
                });

        assertThat(contents(data)).isEqualTo(before);
    }

    @Test
    void refusesAFolderThatIsNoDatabaseAndLeavesItAlone(@TempDir Path other) throws IOException {
        Path data = Files.createDirectories(other.resolve("postgres/cluster/data"));
        Files.write(data.resolve("precious"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> EmbeddedPostgres.start(other, RANDOM)).isInstanceOf(OtherDatabaseVersion.class);

        assertThat(contents(data)).hasSize(1);
    }

    @Test
    void unpacksItsProgramsOnce() throws IOException {
        PostgresBinaries first = UnpackedPostgres.shared();
        FileTime made = Files.getLastModifiedTime(first.folder());

        assertThat(UnpackedPostgres.shared()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.folder())).isEqualTo(made);
        assertThat(first.program("postgres")).isExecutable();
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        int port = Integer.parseInt(postgres.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        try (ServerSocket everyOtherAddress = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
            assertThat(everyOtherAddress.isBound()).isTrue();
        }
    }

    private static List<String> contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + "=" + read(file))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Connection connect() throws SQLException {
        return connect(postgres);
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
    }

    private static String ask(String query) throws SQLException {
        return ask(postgres, query);
    }

    private static String ask(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = connect(server);
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
