package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class StatementTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Statement statement = Samples.statement(utf8("{}"));

    @Test
    void hasThePublishedForm() {
        String expected =
                """
                {"agreements":[{"hash":"%s","id":"agr-1","version":2}],"center":"91370200MA3C0DE123",\
                "contentType":"application/json","createdAt":"2026-11-21T08:30:00.120Z","dataset":"activity",\
                "gateway":"gateway-1","mapping":{"hash":"%s","id":"qingdao/activity"},\
                "masking":{"hash":"%s","id":"catalogue-1","keyVersions":{"jinan":"k1","qingdao":"k2"}},\
                "originalHash":"%s","payloadHash":"%s","platform":"qingdao","purpose":"公共数据开放共享",\
                "recordId":"活动-2026-\\"11\\"\\\\\\u0001🚀","submissionId":"019aa5c1-7d00-7000-8000-000000000002",\
                "transferId":"019aa5c1-7d00-7000-8000-000000000001",\
                "transforms":[{"name":"pseudonym","path":"/served/*/usci","version":"1"},\
                {"name":"mask-phone","path":"/contact/phone","version":"1"}],"type":"shuqiao.transfer.v1","version":3}""";
        assertThat(statement.canonicalBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(expected.formatted(
                        Sm3.hex(utf8("agreement")),
                        Sm3.hex(utf8("mapping")),
                        Sm3.hex(utf8("masking")),
                        Sm3.hex(utf8("original")),
                        Sm3.hex(utf8("{}"))));
    }

    @Test
    void saysWhichWayThePayloadWent() {
        String text = new String(statement.canonicalBytes(), StandardCharsets.UTF_8);
        String back = text.replace("shuqiao.transfer.v1", "shuqiao.return.v1");

        assertThat(Statement.parse(utf8(back)).type()).isEqualTo(Statement.Type.RETURN);
        assertThat(Statement.parse(utf8(back)).canonicalBytes()).isEqualTo(utf8(back));
        assertThat(Statement.parse(utf8(back))).isNotEqualTo(statement);
    }

    @Test
    void comesBackEqualAndIsCanonicalJson() {
        var random = new Random(5);
        for (int i = 0; i < 300; i++) {
            Statement generated = generated(random);
            byte[] bytes = generated.canonicalBytes();
            assertThat(CanonicalJson.bytes(JSON.readTree(bytes))).isEqualTo(bytes);
            assertThat(Statement.parse(bytes)).isEqualTo(generated);
        }
    }

    private static Statement generated(Random random) {
        var json = new RandomJson(random);
        var agreements = new ArrayList<Statement.Agreement>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            agreements.add(new Statement.Agreement("x" + json.text(), 1 + random.nextInt(9), Sm3.hex(utf8("a" + i))));
        }
        var keyVersions = new HashMap<String, String>();
        var transforms = new ArrayList<Statement.Transform>();
        for (int i = random.nextInt(5); i > 0; i--) {
            keyVersions.put("x" + json.text(), "x" + json.text());
            transforms.add(new Statement.Transform("/" + json.text(), "x" + json.text(), "x" + json.text()));
        }
        return new Statement(
                random.nextBoolean() ? Statement.Type.TRANSFER : Statement.Type.RETURN,
                new UUID(random.nextLong(), random.nextLong()),
                new UUID(random.nextLong(), random.nextLong()),
                "x" + json.text(),
                "x" + json.text(),
                "x" + json.text(),
                "x" + json.text(),
                1 + (random.nextLong() >>> 11),
                "x" + json.text(),
                agreements,
                new Statement.Mapping("x" + json.text(), Sm3.hex(utf8("m"))),
                new Statement.Masking("x" + json.text(), Sm3.hex(utf8("k")), keyVersions),
                transforms,
                Sm3.hex(utf8("o")),
                Sm3.hex(utf8("p")),
                "x" + json.text(),
                random.nextBoolean() ? new UUID(random.nextLong(), random.nextLong()) : null,
                Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L)),
                "x" + json.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "an unknown member             | \"version\":3}                    | \"version\":3,\"x\":1}",
                "a doubled member              | \"version\":3}                    | \"version\":3,\"version\":3}",
                "a missing member              | ,\"version\":3}                   | }",
                "another type                  | shuqiao.transfer.v1               | shuqiao.transfer.v2",
                "white space                   | \"version\":3}                    | \"version\": 3}",
                "a trailing byte               | \"version\":3}                    | \"version\":3}1",
                "a number in another form      | \"version\":3}                    | \"version\":3.0}",
                "a number as text              | \"version\":3}                    | \"version\":\"3\"}",
                "a fraction                    | \"version\":3}                    | \"version\":3.5}",
                "version zero                  | \"version\":3}                    | \"version\":0}",
                "null for absent               | \"transferId\":                   | \"supersedes\":null,\"transferId\":",
                "an escape that is not needed  | qingdao/activity                  | qingdao\\/activity",
                "an upper-case id              | 019aa5c1-7d00-7000-8000-000000000001 | 019AA5C1-7D00-7000-8000-000000000001",
                "a short id                    | 019aa5c1-7d00-7000-8000-000000000001 | 19aa5c1-7d00-7000-8000-1",
                "a time without milliseconds   | 08:30:00.120Z                     | 08:30:00Z",
                "a time elsewhere              | 08:30:00.120Z                     | 08:30:00.120+08:00",
                "a day that does not exist     | 2026-11-21T                       | 2026-02-30T",
                "no agreement                  | \"version\":2}]                   | \"version\":2}]",
                "an object for an array        | \"transforms\":[                  | \"transforms\":{},\"x\":[",
                "half a surrogate pair         | gateway-1                         | \\ud800",
                "a blank text                  | gateway-1                         | ` `",
            })
    void refusesAnythingElse(String fault, String from, String to) {
        String text = new String(statement.canonicalBytes(), StandardCharsets.UTF_8);
        String changed = fault.equals("no agreement")
                ? text.replaceFirst("\"agreements\":\\[[^]]*]", "\"agreements\":[]")
                : text.replace(from, to);
        assertThat(changed).isNotEqualTo(text);
        assertThatExceptionOfType(MalformedStatement.class)
                .isThrownBy(() -> Statement.parse(utf8(changed)))
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``", "{", "{}", "[]", "null", "1", "\"text\"", "\uFFFE"})
    void refusesWhatIsNoStatementAtAll(String text) {
        assertThatExceptionOfType(MalformedStatement.class).isThrownBy(() -> Statement.parse(utf8(text)));
    }

    @Test
    void refusesBytesThatAreNotUtf8AndTextWithoutEnd() {
        assertThatExceptionOfType(MalformedStatement.class)
                .isThrownBy(() -> Statement.parse(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
        assertThatExceptionOfType(MalformedStatement.class)
                .isThrownBy(() -> Statement.parse(utf8("[".repeat(Statement.MAX_BYTES))));
        assertThatExceptionOfType(MalformedStatement.class)
                .isThrownBy(() -> Statement.parse(new byte[Statement.MAX_BYTES + 1]));
    }

    @Test
    void keepsTimeToTheMillisecond() {
        Statement.Agreement agreement = statement.agreements().get(0);
        var finer = new Statement(
                Statement.Type.TRANSFER,
                statement.transferId(),
                statement.submissionId(),
                "c",
                "p",
                "d",
                "r",
                1,
                "p",
                List.of(agreement),
                statement.mapping(),
                statement.masking(),
                List.of(),
                statement.originalHash(),
                statement.payloadHash(),
                "c",
                statement.transferId(),
                Instant.parse("2026-11-21T08:00:00.000999999Z"),
                "g");
        assertThat(finer.createdAt()).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(Statement.parse(finer.canonicalBytes())).isEqualTo(finer);
        assertThat(finer.canonicalBytes()).asString().contains("\"createdAt\":\"2026-11-21T08:00:00.000Z\"");
    }

    @Test
    void refusesHashesThatAreNotLowerCaseSm3() {
        String hash = Sm3.hex();
        for (String wrong :
                List.of("", "00", hash.substring(1), hash + "0", hash.toUpperCase(Locale.ROOT), "g".repeat(64))) {
            assertThatThrownBy(() -> new Statement.Mapping("id", wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keepsNoHoldOnTheCallersCollections() {
        var keyVersions = new HashMap<>(Map.of("qingdao", "k1"));
        var masking = new Statement.Masking("id", Sm3.hex(), keyVersions);
        keyVersions.put("jinan", "k9");
        assertThat(masking.keyVersions()).containsOnlyKeys("qingdao");
        assertThatThrownBy(() -> masking.keyVersions().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }
}
