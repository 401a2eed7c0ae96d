package org.shuqiao.gateway.console.officer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What platforms, datasets and fields are called in the language of who looks; the id itself for one that is unknown here. */
@Component("officerNames")
final class Names {
    /** Between the two languages of a schema's title. */
    private static final String BETWEEN = " / ";

    private final PlatformDirectory platforms;
    private final Datasets datasets;
    private final Map<String, String> titles;

    Names(Journeys journeys) {
        this.platforms = journeys.parts().platforms();
        this.datasets = journeys.parts().datasets();
        this.titles = datasets.all().stream().collect(Collectors.toUnmodifiableMap(Dataset::id, Names::title));
    }

    /** Something that can be chosen. */
    record Choice(String id, String name) {}

    private static String title(Dataset dataset) {
        return JsonMapper.shared().readTree(dataset.schema()).path("title").asString(dataset.id());
    }

    String platform(String id, Locale locale) {
        return platforms
                .find(id)
                .map(access -> name(access.platform().descriptor(), locale))
                .orElse(id);
    }

    private static String name(PlatformDescriptor platform, Locale locale) {
        return isChinese(locale) ? platform.name().zh() : platform.name().en();
    }

    /** Every platform, by its name. */
    List<Choice> platforms(Locale locale) {
        return platforms.all().stream()
                .map(access -> new Choice(access.id(), name(access.platform().descriptor(), locale)))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
    }

    String dataset(String id, Locale locale) {
        String title = titles.getOrDefault(id, id);
        int between = title.indexOf(BETWEEN);
        if (between < 0) {
            return title;
        }
        return isChinese(locale) ? title.substring(0, between) : title.substring(between + BETWEEN.length());
    }

    /** @param path with {@code *} for the elements of an array, or with their numbers */
    String field(String dataset, String path, Locale locale) {
        return datasets.find(dataset)
                .flatMap(known -> known.field(path.replaceAll("/\\d+(?=/|$)", "/*")))
                .map(field -> name(field, locale))
                .orElse(path);
    }

    private static String name(Field field, Locale locale) {
        return isChinese(locale) ? field.zh() : field.en();
    }

    static boolean isChinese(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    }
}
