package org.shuqiao.gateway.console.operator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What platforms and datasets are called in the reader's language; by their ids where they have no name here. */
@Component
final class Names {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlatformDirectory platforms;
    private final Map<String, PlatformDescriptor.Name> datasets;

    Names(Journeys journeys) {
        this.platforms = journeys.parts().platforms();
        this.datasets = journeys.parts().datasets().all().stream()
                .collect(Collectors.toMap(Dataset::id, Names::title, (one, same) -> one, TreeMap::new));
    }

    /** A schema's title is Chinese, a slash, English. */
    private static PlatformDescriptor.Name title(Dataset dataset) {
        String title = JSON.readTree(dataset.schema()).path("title").asString(dataset.id());
        int slash = title.indexOf(" / ");
        return slash < 0
                ? new PlatformDescriptor.Name(title, title)
                : new PlatformDescriptor.Name(title.substring(0, slash), title.substring(slash + 3));
    }

    String platform(String id, Locale locale) {
        return platforms
                .find(id)
                .map(access -> in(locale, access.platform().descriptor().name()))
                .orElse(id);
    }

    String dataset(String id, Locale locale) {
        PlatformDescriptor.Name name = datasets.get(id);
        return name == null ? id : in(locale, name);
    }

    /** Names by id, in the order of the ids. */
    Map<String, String> platforms(Locale locale) {
        Map<String, String> names = new TreeMap<>();
        platforms.all().stream().map(PlatformAccess::id).forEach(id -> names.put(id, platform(id, locale)));
        return names;
    }

    /** Names by id, in the order of the ids. */
    Map<String, String> datasets(Locale locale) {
        Map<String, String> names = new LinkedHashMap<>();
        datasets.forEach((id, name) -> names.put(id, in(locale, name)));
        return names;
    }

    private static String in(Locale locale, PlatformDescriptor.Name name) {
        return locale.getLanguage().equals("zh") ? name.zh() : name.en();
    }
}
