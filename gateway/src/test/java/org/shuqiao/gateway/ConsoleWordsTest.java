package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.SecretUnavailable;

/** Every word that a person sees is in a message file, in both languages; and no page holds what its rules forbid. */
class ConsoleWordsTest {
    private static final Path MAIN = Path.of("src/main");
    private static final Path RESOURCES = MAIN.resolve("resources");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*?(\"[^\"]*\"[^>]*?|'[^']*'[^>]*?)*>");
    private static final Pattern SPOKEN_ATTRIBUTE =
            Pattern.compile("\\s(title|placeholder|aria-label|alt|label|data-confirm|content)=\"([^\"]*)\"");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][\\w.-]*)[}(]");
    private static final Pattern KEY_IN_CODE = Pattern.compile("Flash\\.(?:done|refused)\\(\\s*\"([\\w.-]+)\"\\s*[,)]");
    private static final Pattern KEY_OF_MEMBER = Pattern.compile("\\bentry\\(\"\\w+\", \"([\\w.-]+)\"\\)");
    private static final Pattern ACT = Pattern.compile("acts\\.(?:record|note)\\(\\s*\"([\\w-]+)\",");
    private static final Pattern EVENT = Pattern.compile("agreements\\.(?:record|event)\\([^;\"]*\"([A-Z_]{5,})\"");
    private static final Pattern SCROLLS = Pattern.compile("<div[^>]*class=\"scroll[^>]*>");
    private static final Pattern CHECK =
            Pattern.compile("findings\\.check\\(\\s*(?:name \\+ )?\"(?:[\\w-]*\\.)?([\\w-]+)\"");
    private static final Pattern BEAN_FOR_FRAGMENT =
            Pattern.compile("th:(?:replace|insert)=\"[^\"]*\\$\\{[^}\"]*@[^\"]*");
    private static final Pattern FORBIDDEN =
            Pattern.compile("\\son[a-z]+=|\\s(th:)?style=|<style|hx-on|javascript:|hx-vals=.js|<script(?![^>]*src=)");
    private static final Pattern WORD = Pattern.compile("\\p{IsAlphabetic}{2,}|\\p{IsHan}");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");
    private static final Set<String> SAME_IN_BOTH_LANGUAGES = Set.of("API", "HTTPS", "SM2", "SM3");

    static List<Path> templates() {
        return files(RESOURCES.resolve("templates"), ".html");
    }

    static List<Path> bundles() {
        return Stream.concat(
                        files(RESOURCES.resolve("console"), ".properties").stream(),
                        Stream.of(RESOURCES.resolve("problems.properties")))
                .filter(file -> !file.toString().endsWith("_zh.properties"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void saysTheSameInBothLanguages(Path english) {
        assertThat(words(chinese(english)).stringPropertyNames())
                .isEqualTo(words(english).stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void hasTheSamePlacesInBothLanguages(Path english) {
        Properties chinese = words(chinese(english));

        words(english).forEach((key, text) -> assertThat(places(chinese.get(key)))
                .as("places of %s", key)
                .isEqualTo(places(text)));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void leavesNoEnglishInChinese(Path english) {
        Properties chinese = words(chinese(english));

        words(english).forEach((key, text) -> {
            if (WORD.matcher(text.toString()).find() && !SAME_IN_BOTH_LANGUAGES.contains(text)) {
                assertThat(chinese.get(key)).as("%s", key).isNotEqualTo(text);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void keepsTheKeysOfABundleInIt(Path bundle) {
        String name = bundle.getFileName().toString().replace(".properties", "");
        if (!name.equals("problems")) {
            assertThat(words(bundle).stringPropertyNames())
                    .allMatch(key -> key.startsWith(name + ".") || (name.equals("common") && key.startsWith("state.")));
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasNoWordInATemplate(Path template) {
        String markup = COMMENT.matcher(read(template)).replaceAll("");
        String text = TAG.matcher(markup).replaceAll(" ").replaceAll("\\[\\[.*?]]", " ");

        assertThat(WORD.matcher(text).results().map(found -> found.group()).toList())
                .as("words of %s", template)
                .isEmpty();
        Matcher attribute = SPOKEN_ATTRIBUTE.matcher(markup.replaceAll("<meta[^>]*>", ""));
        while (attribute.find()) {
            assertThat(WORD.matcher(attribute.group(2)).find())
                    .as("%s in %s", attribute.group(), template)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasNothingInATemplateThatBrowsersWouldRefuse(Path template) {
        assertThat(FORBIDDEN
                        .matcher(read(template))
                        .results()
                        .map(found -> found.group())
                        .toList())
                .isEmpty();
    }

    /** The template engine refuses it when the page is made. */
    @ParameterizedTest
    @MethodSource("templates")
    void asksNoBeanInWhatItHandsToAFragment(Path template) {
        assertThat(BEAN_FOR_FRAGMENT.matcher(read(template)).results().map(found -> found.group()))
                .isEmpty();
    }

    /** Who comes there by keys hears what it is. */
    @ParameterizedTest
    @MethodSource("templates")
    void namesWhatScrolls(Path template) {
        assertThat(SCROLLS.matcher(read(template))
                        .results()
                        .map(found -> found.group())
                        .filter(tag -> !tag.contains("role=\"region\"") || !tag.contains("aria-label="))
                        .toList())
                .isEmpty();
    }

    @Test
    void knowsEveryWordThatIsAskedFor() {
        Set<String> known = new HashSet<>();
        bundles().forEach(bundle -> known.addAll(words(bundle).stringPropertyNames()));
        Set<String> asked = new HashSet<>();
        templates().forEach(template -> find(KEY, read(template), asked));
        files(MAIN.resolve("java/org/shuqiao/gateway/console"), ".java")
                .forEach(source -> find(KEY_IN_CODE, read(source), asked));
        find(KEY_OF_MEMBER, read(MAIN.resolve("java/org/shuqiao/gateway/console/FieldLabels.java")), asked);

        assertThat(asked).hasSizeGreaterThan(40);
        asked.removeAll(known);
        assertThat(asked).isEmpty();
    }

    @Test
    void saysWhatEveryActIs() {
        Set<String> acts = new HashSet<>();
        files(Path.of("../routes/src/main/java"), ".java").forEach(source -> {
            find(ACT, read(source), acts);
            find(EVENT, read(source), acts);
        });
        for (AgreementState state : AgreementState.values()) {
            acts.add(state.name());
        }
        acts.remove(AgreementState.DRAFT.name());
        for (Decision decision : Decision.values()) {
            acts.add("quarantine-" + decision.name().toLowerCase(Locale.ROOT));
        }

        assertThat(acts).hasSizeGreaterThan(20);
        assertThat(words(RESOURCES.resolve("console/audit.properties")).stringPropertyNames())
                .containsAll(acts.stream().map(act -> "audit.act." + act).toList());
    }

    @Test
    void saysWhatEveryCheckOfEvidenceAsks() {
        Set<String> checks = new HashSet<>(Set.of("collected"));
        files(Path.of("../certs/src/main/java/org/shuqiao/certs/evidence"), "Checks.java")
                .forEach(source -> find(CHECK, read(source), checks));

        assertThat(checks).contains("payload", "binding", "parties").hasSizeGreaterThan(15);
        assertThat(words(RESOURCES.resolve("console/audit.properties")).stringPropertyNames())
                .containsAll(
                        checks.stream().map(check -> "audit.check." + check).toList())
                .containsAll(checks.stream()
                        .map(check -> "audit.check." + check + ".asks")
                        .toList());
    }

    @Test
    void saysWhyAPlatformCannotBeReached() {
        Set<String> known =
                words(RESOURCES.resolve("console/operator.properties")).stringPropertyNames();

        for (PlaceFailed.Why why : PlaceFailed.Why.values()) {
            assertThat(known).contains("operator.place." + why);
        }
        for (SecretUnavailable.Why why : SecretUnavailable.Why.values()) {
            assertThat(known).contains("operator.secret." + why);
        }
    }

    /** MessageFormat would swallow it, and the place after it. */
    @Test
    void doublesApostrophesOfMessagesWithPlaces() {
        for (Path bundle : bundles()) {
            words(bundle).forEach((key, text) -> {
                if (text.toString().contains("{0}")) {
                    assertThat(text.toString().replace("''", "")).as("%s", key).doesNotContain("'");
                }
            });
        }
    }

    private static Path chinese(Path english) {
        return Path.of(english.toString().replace(".properties", "_zh.properties"));
    }

    private static Set<String> places(Object text) {
        Set<String> places = new HashSet<>();
        find(PLACE, text.toString(), places);
        return places;
    }

    private static void find(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
    }

    private static Properties words(Path file) {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            words.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return words;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
