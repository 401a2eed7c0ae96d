package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.gateway.Doors.Door;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Addresses end up in histories, logs and the sight of whoever stands by. They hold ids, choices and places in a list; passwords, names of
 * people, reasons and what is in records travel in bodies. Where a redirect leads is looked at by {@link ConsoleClient} in every test.
 */
@ExtendWith(OneGateway.class)
class AddressesTest {
    private static final Set<String> HARMLESS = Set.of(
            "acceptedOn",
            "act",
            "actor",
            "after",
            "against",
            "agreement",
            "at",
            "before",
            "call",
            "center",
            "cursor",
            "dataset",
            "event",
            "field",
            "finding",
            "form",
            "from",
            "id",
            "industry",
            "key",
            "kind",
            "kinds",
            "leaf",
            "limit",
            "local",
            "longerThan",
            "message",
            "messageId",
            "metric",
            "packageId",
            "patience",
            "people",
            "period",
            "platform",
            "progress",
            "range",
            "record",
            "recordId",
            "region",
            "size",
            "slot",
            "sm3",
            "state",
            "submission",
            "target",
            "to",
            "transfer",
            "transferId",
            "usci",
            "version",
            "week",
            "year");

    /** In other places a word of somebody's own. */
    private static final Map<String, Set<String>> HARMLESS_THERE = Map.of(
            // A dataset or an id; hosts of a certificate.
            "name", Set.of("GET /center/try", "GET /audit/keys/{id}/csr", "GET /api/v1/keys/{id}/csr"),
            // A code.
            "reason", Set.of("GET /operator/transfers", "GET /api/v1/ops/transfers"));

    /** What the sign-in says when it comes back. */
    private static final Set<String> WORDS = Set.of("refused", "busy", "away", "left");

    private static final Pattern FORM =
            Pattern.compile("<form\\b[^>]*\\bmethod=\"get\"[^>]*>.*?</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("\\bname=\"?([\\w/-]+)");
    private static final Pattern LINK = Pattern.compile("@\\{((?:[^}(\"]|\\{\\w+})*)\\(([^\"]*?)\\)}");
    private static final Pattern SAID = Pattern.compile("(?:^|,)\\s*(\\w+)=");
    private static final Pattern WRITTEN = Pattern.compile("(?:href|action|hx-get|data-src)=\"/[^\"]*\\?([^\"]*)\"");

    private final GatewayUnderTest gateway;

    AddressesTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void areReadForNothingButIdsChoicesAndPlaces() {
        Map<String, Set<String>> read = new TreeMap<>();
        for (Door door : new Doors(gateway).all()) {
            if (door.method().equals("GET")) {
                for (String parameter : door.parameters()) {
                    read.computeIfAbsent(parameter.substring(0, parameter.indexOf(':')), name -> new TreeSet<>())
                            .add(door.toString());
                }
            }
        }
        read.keySet().removeAll(HARMLESS);

        assertThat(read).isEqualTo(HARMLESS_THERE);
    }

    @Test
    void areGivenNothingElseByFormsAndLinksOfPages() throws IOException {
        Set<String> names = new TreeSet<>();
        Resource[] templates = new PathMatchingResourcePatternResolver().getResources("classpath:/templates/**/*.html");
        for (Resource template : templates) {
            String html = template.getContentAsString(StandardCharsets.UTF_8);
            FORM.matcher(html).results().forEach(form -> collect(FIELD.matcher(form.group()), names));
            LINK.matcher(html).results().forEach(link -> SAID.matcher(link.group(2))
                    .results()
                    .map(said -> said.group(1))
                    // What has its place in the path is a variable of it, whatever it is called here.
                    .filter(name -> !link.group(1).contains("{" + name + "}"))
                    .forEach(names::add));
            WRITTEN.matcher(html).results().forEach(link -> names.addAll(names(link.group(1))));
        }

        assertThat(templates).hasSizeGreaterThan(40);
        assertThat(names).hasSizeGreaterThan(10);
        names.removeIf(AddressesTest::isHarmless);
        assertThat(names).isEmpty();
    }

    @Test
    void areNotGivenTheTokenOfAPage() {
        Page page = ConsoleClient.signedIn(gateway, "OPERATOR", null).get("/operator/transfers");

        assertThat(page.has("form[method=get]")).isTrue();
        assertThat(page.has("form[method=get] input[name=_csrf]")).isFalse();
    }

    private static boolean isHarmless(String name) {
        return HARMLESS.contains(name) || HARMLESS_THERE.containsKey(name);
    }

    private static void collect(Matcher named, Set<String> into) {
        named.results().forEach(found -> into.add(found.group(1)));
    }

    /** Asserts that somebody who is led there tells nothing by it. */
    static void expectHarmless(URI place) {
        String query = place.getRawQuery();
        if (query != null && !WORDS.contains(query)) {
            assertThat(names(query)).as(place.toString()).allMatch(AddressesTest::isHarmless);
        }
    }

    private static Set<String> names(String query) {
        return Arrays.stream(query.split("&(?:amp;)?", -1))
                .map(part -> part.split("=", 2)[0])
                .collect(Collectors.toSet());
    }
}
