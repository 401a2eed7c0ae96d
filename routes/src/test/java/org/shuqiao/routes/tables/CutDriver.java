package org.shuqiao.routes.tables;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;

/** {@code jdbc:cut:...}: a real database whose connection is lost at one of the calls that reach it, before or after the call has worked. */
final class CutDriver implements Driver {
    static final String PREFIX = "jdbc:cut:";
    private static final Set<String> REACHING =
            Set.of("commit", "executeQuery", "executeUpdate", "executeBatch", "rollback");

    private final Object lock = new Object();
    private int cutAt;
    private boolean after;
    private int calls;

    /** Nothing is cut any more. */
    void heal() {
        cutAt(0, false);
    }

    /**
     * @param call number of the call from now at which the connection is lost
     * @param afterIt whether the call works before
     */
    void cutAt(int call, boolean afterIt) {
        synchronized (lock) {
            cutAt = call;
            after = afterIt;
            calls = 0;
        }
    }

    /** Calls since then. */
    int calls() {
        synchronized (lock) {
            return calls;
        }
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null; // As JDBC demands for the address of another driver.
        }
        Connection real = DriverManager.getConnection("jdbc:" + url.substring(PREFIX.length()), info);
        return (Connection) cut(Connection.class, real, real);
    }

    private Object cut(Class<?> type, Object target, Connection connection) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            boolean now = REACHING.contains(method.getName()) && isDue();
            if (now && !after) {
                throw lost(connection);
            }
            try {
                Object result = method.invoke(target, arguments);
                if (now) {
                    throw lost(connection);
                }
                if (result instanceof PreparedStatement) {
                    return cut(PreparedStatement.class, result, connection);
                }
                return result instanceof Statement ? cut(Statement.class, result, connection) : result;
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
    }

    private boolean isDue() {
        synchronized (lock) {
            calls++;
            return calls == cutAt;
        }
    }

    private static SQLException lost(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
        return new SQLException("connection lost", "08006");
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
