package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;

class EncodedTextTest {

    private static final Map<String, UnaryOperator<String>> ENCODINGS = Map.of(
            "Base64", text -> Base64.getEncoder().encodeToString(bytes(text)),
            "Base64 of URLs", text -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text)),
            "Base64 in lines", text -> Base64.getMimeEncoder(8, bytes("\r\n")).encodeToString(bytes(text)),
            "hex", text -> HexFormat.of().formatHex(bytes(text)),
            "capital hex", text -> HexFormat.of().withUpperCase().formatHex(bytes(text)),
            "URL", text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
            "every byte of a URL", text -> "%" + HexFormat.ofDelimiter("%").formatHex(bytes(text)),
            "character references", text -> each(text, "&#%d;"),
            "hexadecimal references", text -> each(text, "&#x%x;"),
            "backslash u", text -> each(text, "\\u%04x"));

    private final ResidueScanner scanner = new ResidueScanner();

    static Stream<Arguments> encodings() {
        return ENCODINGS.keySet().stream().sorted().map(Arguments::of);
    }

    static Stream<Arguments> pairsOfEncodings() {
        return ENCODINGS.keySet().stream()
                .sorted()
                .flatMap(outer -> ENCODINGS.keySet().stream().sorted().map(inner -> Arguments.of(outer, inner)));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void seesThrough(String encoding) {
        Random random = new Random(7);
        for (int n = 0; n < 50; n++) {
            String mobile = Planted.mobile(random);
            String glued = "x".repeat(n % 5) + encoded(encoding, "联系电话" + mobile) + "（见附件）";
            assertThat(kinds(glued)).as(glued).contains(ResidueKind.MOBILE);
            assertThat(kinds(encoded(encoding, Planted.usci(random)))).contains(ResidueKind.USCI);
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void findsNamesThatAreEncoded(String encoding) {
        CenterDictionary dictionary = CenterDictionary.of(List.of("恒泰精密", "海川"));
        assertThat(scanner.scan(text(encoded(encoding, "与恒泰精密合作")), dictionary))
                .extracting(Residue::kind)
                .containsExactly(ResidueKind.DICTIONARY);
    }

    @ParameterizedTest
    @MethodSource("pairsOfEncodings")
    void seesThroughTwoEncodings(String outer, String inner) {
        String text = encoded(outer, encoded(inner, "电话13800138000，请保密"));
        assertThat(kinds(text)).as(text).contains(ResidueKind.MOBILE);
    }

    @Test
    void refusesToGuessWhatIsEncodedThreeTimes() {
        String text = encoded("Base64", encoded("Base64", encoded("Base64", "电话13800138000，请保密")));
        assertThat(kinds(text)).contains(ResidueKind.ENCODED);
    }

    @Test
    void hitCoversTheEncodedBytes() {
        String encoded = encoded("Base64", "13800138000 tel");
        MappedPayload payload = text("甲" + encoded + "乙");
        Residue hit = scanner.scan(payload, CenterDictionary.empty()).get(0);
        String found = new String(payload.bytes(), hit.offset(), hit.length(), StandardCharsets.UTF_8);
        assertThat(encoded).startsWith(found).hasSizeLessThanOrEqualTo(found.length() + 6);
    }

    @Test
    void leavesHarmlessEncodedTextAlone() {
        for (String encoding : ENCODINGS.keySet()) {
            assertThat(kinds(encoded(encoding, "数字化转型促进中心2026年活动")))
                    .as(encoding)
                    .isEmpty();
        }
        assertThat(kinds("industrialInternetPlatformForSmallAndMediumEnterprises"))
                .isEmpty();
        assertThat(kinds("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"))
                .isEmpty();
    }

    @Test
    void findsNothingInRandomBytes() {
        Random random = new Random(3);
        CenterDictionary dictionary = CenterDictionary.of(List.of("海川", "恒泰精密", "HT-306"));
        for (int n = 0; n < 500; n++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            assertThat(scanner.scan(text(Base64.getEncoder().encodeToString(bytes)), dictionary))
                    .isEmpty();
        }
    }

    private static String encoded(String encoding, String text) {
        return ENCODINGS.get(encoding).apply(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String each(String text, String form) {
        return text.chars().mapToObj(form::formatted).collect(Collectors.joining());
    }

    private List<ResidueKind> kinds(String text) {
        return scanner.scan(text(text), CenterDictionary.empty()).stream()
                .map(Residue::kind)
                .toList();
    }

    private static MappedPayload text(String text) {
        return ScannedPayload.of("raw", FieldKind.TEXT, text);
    }
}
