package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.dom.DOMMarkupParser;
import org.attoparser.dom.Element;
import org.attoparser.dom.INestableNode;
import org.attoparser.dom.INode;
import org.attoparser.dom.Text;
import org.unbescape.html.HtmlEscape;

/**
 * A page, or a part of one, as a test looks at it. Selectors are those of CSS as far as tests need them: {@code tag}, {@code #id},
 * {@code .class}, {@code [name]}, {@code [name=value]}, all of these together, and descendants after a space.
 */
record Page(Answer answer) {
    private static final Pattern STEP =
            Pattern.compile("([a-z][a-z0-9]*)|#([\\w-]+)|\\.([\\w-]+)|\\[([\\w-]+)(?:=([^]]*))?]");

    int status() {
        return answer.status();
    }

    String html() {
        return answer.text();
    }

    Page expect(int status) {
        answer.expect(status);
        return this;
    }

    /** All words that are not in the head. */
    String text() {
        List<Element> body = select("body");
        return text(body.isEmpty() ? elements(document()) : body);
    }

    /** The words in all elements that a selector finds. */
    String text(String selector) {
        return text(select(selector));
    }

    boolean has(String selector) {
        return !select(selector).isEmpty();
    }

    /** Of the first element that a selector finds. */
    Optional<String> attribute(String selector, String name) {
        return select(selector).stream()
                .findFirst()
                .map(found -> found.getAttributeValue(name))
                .map(Page::plain);
    }

    /** All values of an attribute. */
    List<String> attributes(String selector, String name) {
        return select(selector).stream()
                .filter(found -> found.hasAttribute(name))
                .map(found -> plain(found.getAttributeValue(name)))
                .toList();
    }

    List<Element> select(String selector) {
        List<Element> found = everything(document()).toList();
        String[] steps = selector.trim().split("\\s+", -1);
        found = found.stream().filter(element -> matches(element, steps)).toList();
        assertThat(steps).as(selector).isNotEmpty();
        return found;
    }

    private static boolean matches(Element element, String[] steps) {
        if (!matches(element, steps[steps.length - 1])) {
            return false;
        }
        INestableNode above = element.getParent();
        for (int i = steps.length - 2; i >= 0; i--) {
            while (above instanceof Element parent && !matches(parent, steps[i])) {
                above = parent.getParent();
            }
            if (!(above instanceof Element holder)) {
                return false;
            }
            above = holder.getParent();
        }
        return true;
    }

    private static boolean matches(Element element, String step) {
        Matcher parts = STEP.matcher(step);
        int end = 0;
        while (parts.find() && parts.start() == end) {
            end = parts.end();
            if (!part(element, parts)) {
                return false;
            }
        }
        assertThat(end).as("selector " + step).isEqualTo(step.length());
        return true;
    }

    private static boolean part(Element element, Matcher part) {
        if (part.group(1) != null) {
            return element.getElementName().equalsIgnoreCase(part.group(1));
        }
        if (part.group(2) != null) {
            return part.group(2).equals(element.getAttributeValue("id"));
        }
        if (part.group(3) != null) {
            String classes = element.getAttributeValue("class");
            return classes != null && Arrays.asList(classes.split("\\s+", -1)).contains(part.group(3));
        }
        return element.hasAttribute(part.group(4))
                && (part.group(5) == null || part.group(5).equals(plain(element.getAttributeValue(part.group(4)))));
    }

    private INestableNode document() {
        try {
            return new DOMMarkupParser(ParseConfiguration.htmlConfiguration()).parse(html());
        } catch (ParseException unreadable) {
            throw new AssertionError("no HTML: " + html(), unreadable);
        }
    }

    private static Stream<Element> everything(INestableNode place) {
        return elements(place).stream().flatMap(child -> Stream.concat(Stream.of(child), everything(child)));
    }

    private static List<Element> elements(INestableNode place) {
        List<Element> found = new ArrayList<>();
        for (INode child : place.getChildren()) {
            if (child instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(List<Element> elements) {
        StringBuilder words = new StringBuilder();
        for (Element element : elements) {
            collect(element, words);
            words.append(' ');
        }
        return plain(words.toString()).replaceAll("\\s+", " ").strip();
    }

    private static void collect(INestableNode place, StringBuilder words) {
        for (INode child : place.getChildren()) {
            if (child instanceof Text text) {
                words.append(text.getContent());
            } else if (child instanceof Element element) {
                words.append(' ');
                collect(element, words);
                words.append(' ');
            }
        }
    }

    private static String plain(String escaped) {
        return HtmlEscape.unescapeHtml(escaped);
    }
}
