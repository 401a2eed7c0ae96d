package org.shuqiao.gateway.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shuqiao.gateway.ApiKeys.Role;
import org.shuqiao.gateway.console.overview.Node.Names;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** What a page says of a trouble, word by word. */
class TroubleTemplateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    private static final Trouble ROUTE_OFF = Trouble.of(TroubleKind.ROUTE_OFF, "deliver-a", 0, null);
    private static final About DELIVER_TO_A =
            new About(new Names("甲,乙委", "A commission of development, reform and trade"), "operator.route.deliver");

    private static SpringTemplateEngine engine() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding(StandardCharsets.UTF_8.name());
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasenames("console/overview", "console/operator");
        words.setDefaultEncoding(StandardCharsets.UTF_8.name());
        words.setFallbackToSystemLocale(false);
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(words);
        return engine;
    }

    private static String said(Locale locale) {
        Picture picture = new Picture(
                NOW,
                true,
                NOW,
                List.of(),
                Mood.GOOD,
                Arrow.uncounted("prepare", Mood.GOOD),
                0,
                Arrow.uncounted("deliver", Mood.GOOD),
                List.of(),
                List.of(ROUTE_OFF),
                Map.of(ROUTE_OFF.party(), DELIVER_TO_A));
        Map<String, Object> model = Map.of("picture", picture, "t", ROUTE_OFF, "role", Role.OPERATOR);
        return engine().process("overview/overview", Set.of("trouble"), new Context(locale, model));
    }

    @Test
    void saysANameThatHasACommaInFull() {
        assertThat(said(Locale.ENGLISH)).contains("Send to A commission of development, reform and trade");
        assertThat(said(Locale.CHINESE)).contains("发送：甲,乙委");
    }
}
