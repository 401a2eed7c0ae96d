package org.shuqiao.routes.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFaultsTest {

    @ParameterizedTest
    @CsvSource({
        "23505,true", // unique
        "22001,true", // too long
        "P0001,true", // trigger, PostgreSQL
        "45000,true", // trigger, MySQL
        "72000,true", // trigger, Oracle
        ",true",
        "08006,false",
        "57014,false", // statement time-out
        "55P03,false", // lock not available
        "40001,false", // serialization
        "40P01,false", // deadlock
        "42501,false", // no right
        "53100,false", // disk full
        "61000,false", // ORA-00054, locked
        "HYT00,false",
        "XX000,false"
    })
    void tellsARowFromAPlace(String state, boolean row) {
        assertThat(SqlFaults.isOfTheRow(new SQLException("no", state))).isEqualTo(row);
    }

    @Test
    void aTimeOutIsNeverTheRowsWhateverItsState() {
        assertThat(SqlFaults.isOfTheRow(new SQLTimeoutException("late", "72000"))).isFalse();
        assertThat(SqlFaults.isOfTheRow(new SQLRecoverableException("gone", "72000"))).isFalse();
    }
}
