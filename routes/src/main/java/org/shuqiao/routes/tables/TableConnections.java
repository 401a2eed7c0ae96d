package org.shuqiao.routes.tables;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;

/**
 * Connections to the database of an exchange table, each with the password of now. No driver is trusted to keep to a time-out while it
 * connects, so it connects on a thread of its own; as many may hang as connections are allowed, and then none is tried.
 */
final class TableConnections implements AutoCloseable {
    private final TableAddress address;
    private final ThreadPoolExecutor threads;

    TableConnections(TableAddress address) {
        this.address = address;
        this.threads = new ThreadPoolExecutor(
                0, address.connections(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), TableConnections::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "exchange-table");
        thread.setDaemon(true);
        return thread;
    }

    /** One that commits only when it is told to. */
    Connection open() throws PlaceFailed {
        CompletableFuture<Connection> coming = coming(properties());
        try {
            return coming.get(address.connectMs(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            coming.whenComplete((connection, failure) -> closeLate(connection));
            throw new PlaceFailed(Why.UNREACHABLE, "no connection in time", late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SQLException refused
                    ? SqlFaults.connecting(refused)
                    : new PlaceFailed(Why.UNREACHABLE, "no connection", failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            coming.whenComplete((connection, failure) -> closeLate(connection));
            throw new PlaceFailed(Why.UNREACHABLE, "no connection", ending);
        }
    }

    private Properties properties() throws PlaceFailed {
        try {
            DriverManager.getDriver(address.url());
            Properties properties = new Properties();
            properties.setProperty("user", address.user());
            properties.setProperty("password", new String(address.password().get(), StandardCharsets.UTF_8));
            return properties;
        } catch (SQLException none) {
            throw new PlaceFailed(Why.NOT_AS_DESCRIBED, "no JDBC driver for its address", none);
        } catch (KeyUnavailable none) {
            throw new PlaceFailed(Why.REFUSED, "no password", none);
        }
    }

    private CompletableFuture<Connection> coming(Properties properties) throws PlaceFailed {
        CompletableFuture<Connection> coming = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    coming.complete(prepared(DriverManager.getConnection(address.url(), properties)));
                } catch (SQLException | RuntimeException failed) {
                    coming.completeExceptionally(failed);
                }
            });
            return coming;
        } catch (RejectedExecutionException allHang) {
            throw new PlaceFailed(Why.UNREACHABLE, "no connection in time", allHang);
        }
    }

    private Connection prepared(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            limitSilence(connection);
            return connection;
        } catch (SQLException | RuntimeException unusable) {
            connection.close();
            throw unusable;
        }
    }

    /** A statement has its own time-out, which the server keeps; this one is for a server that says nothing any more. */
    private void limitSilence(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, address.statementMs() + address.connectMs());
        } catch (SQLFeatureNotSupportedException | AbstractMethodError old) {
            // Then its address has to have a time-out.
        }
    }

    private static void closeLate(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException gone) {
                // Nobody waits for it any more.
            }
        }
    }

    /** How long a statement may take, in the whole seconds that JDBC counts in. */
    int statementSeconds() {
        return Math.max(1, address.statementMs() / 1000);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
