package org.shuqiao.bench.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.IdCard;
import org.shuqiao.mappings.Usci;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The promises, in every build, with fewer records. */
class LeaksTest {
    private static final int TERMS = 100;

    @Test
    void everyPromiseIsKept() {
        StringWriter out = new StringWriter();

        int exitCode = new CommandLine(new Leaks()).setOut(new PrintWriter(out)).execute("--records", "1500", "--show");

        List<String> lines = out.toString().lines().toList();
        JsonNode report = JsonMapper.shared().readTree(lines.get(lines.size() - 1));
        assertThat(exitCode).as(out.toString()).isZero();
        assertThat(report.required("held").booleanValue()).isTrue();
        assertThat(report.required("planted_records").intValue()).isEqualTo(1_500);
        assertThat(report.required("clean_records").intValue()).isEqualTo(1_500);
        assertThat(report.required("escaped").intValue()).isZero();
    }

    @Test
    void refusesOptionsOutOfRange() {
        StringWriter err = new StringWriter();

        int exitCode = new CommandLine(new Leaks()).setErr(new PrintWriter(err)).execute("--records", "0");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("out of its range");
    }

    @Test
    void whoFindsNothingKeepsNoPromise() {
        Datasets datasets = Datasets.load();
        RecordMaker maker = new RecordMaker(1, datasets, new Vocabulary(1, TERMS));
        // Its dictionary is empty, so the words of every record leave.
        Journey blind = new Journey(datasets, new Vocabulary(1, 0).dictionary());
        Results results = new Results();
        for (int number = 0; number < 500; number++) {
            PlantedRecord record = maker.planted(number);
            results.planted(record, blind.take(record.dataset(), record.json()));
        }

        assertThat(Leaks.holds(results)).isFalse();
        assertThat(results.sum(true, true).recall()).isLessThan(0.5);
        assertThat(results.shown()).isNotEmpty();
    }

    @Test
    void theSameSeedMakesTheSameRecords() {
        Datasets datasets = Datasets.load();
        RecordMaker one = new RecordMaker(7, datasets, new Vocabulary(7, TERMS));
        RecordMaker other = new RecordMaker(7, datasets, new Vocabulary(7, TERMS));
        RecordMaker another = new RecordMaker(8, datasets, new Vocabulary(8, TERMS));

        assertThat(one.planted(41).json()).isEqualTo(other.planted(41).json());
        assertThat(one.clean(41).json()).isEqualTo(other.clean(41).json());
        assertThat(one.planted(41).json()).isNotEqualTo(another.planted(41).json());
    }

    @Test
    void everyKindIsPlantedInEveryDisguiseThatFitsIt() {
        RecordMaker maker = new RecordMaker(1, Datasets.load(), new Vocabulary(1, TERMS));
        List<PlantedRecord.Planted> planted = LongStream.range(0, 500)
                .mapToObj(number -> Objects.requireNonNull(maker.planted(number).planted()))
                .toList();

        assertThat(planted.stream().map(one -> one.secret().kind())).contains(SecretKind.values());
        assertThat(planted.stream().map(PlantedRecord.Planted::disguise)).contains(Disguise.values());
    }

    /** Two ways to compute them agree. */
    @Test
    void codesHaveTheirCheckDigits() {
        for (int number = 0; number < 1_000; number++) {
            Codes codes = new Codes(Dice.of(3, number));

            assertThat(IdCard.violation(codes.idCard())).isNull();
            assertThat(Usci.isValid(codes.usci())).isTrue();
        }
    }
}
