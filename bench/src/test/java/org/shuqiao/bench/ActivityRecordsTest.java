package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;

class ActivityRecordsTest {
    private static final Dataset ACTIVITY = Datasets.load().find("activity").orElseThrow();

    @ParameterizedTest
    @ValueSource(ints = {ActivityRecords.MIN_BYTES, 2_049, 4_096, ActivityRecords.MAX_BYTES})
    void makesValidRecordsOfExactlyThisSize(int bytes) {
        ActivityRecords records = new ActivityRecords("RUN-1", bytes);

        for (long number = 0; number < 20; number++) {
            byte[] record = records.record(number);
            assertThat(record).hasSize(bytes);
            assertThat(ACTIVITY.read(record).recordId()).isEqualTo(records.recordId(number));
        }
    }

    @Test
    void makesEveryRecordAnotherRecord() {
        ActivityRecords records = new ActivityRecords("RUN-1", ActivityRecords.MIN_BYTES);
        Set<String> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();

        for (long number = 1; number <= 1000; number++) {
            CanonicalRecord record = ACTIVITY.read(records.record(number));
            ids.add(record.recordId());
            titles.add(record.json().required("title").stringValue());
        }

        assertThat(ids).hasSize(1000);
        assertThat(titles).hasSize(1000);
    }

    @Test
    void makesTheSameRecordForTheSameNumber() {
        ActivityRecords records = new ActivityRecords("RUN-1", ActivityRecords.MIN_BYTES);

        assertThat(records.record(99_999_999)).isEqualTo(records.record(99_999_999));
        assertThat(records.recordId(99_999_999)).isEqualTo("RUN-1-99999999");
        assertThat(records.recordId(7)).isEqualTo("RUN-1-00000007");
    }

    @Test
    void refusesASizeItCannotMake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActivityRecords("RUN-1", ActivityRecords.MIN_BYTES - 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActivityRecords("RUN-1", ActivityRecords.MAX_BYTES + 1));
    }
}
