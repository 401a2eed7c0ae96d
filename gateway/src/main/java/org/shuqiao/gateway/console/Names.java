package org.shuqiao.gateway.console;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformDescriptor.Name;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.NameLedger;
import org.shuqiao.routes.ledger.NameLedger.KeyHolder;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What centers, platforms, datasets, fields and the holders of keys are called, in the language of the page: {@code
 * ${@names.platform(row.platform)}}. What is unknown here goes by its id. The fragments {@code center}, {@code platform}, {@code dataset},
 * {@code person} and {@code center-field} of {@code parts} show them.
 */
@Component("names")
public final class Names {
    /** As many centers as a field offers; of others the name, or a part of it, is typed. */
    private static final int CENTERS_OFFERED = 300;

    private static final int PEOPLE_OFFERED = 300;

    private static final int KEPT = 20_000;

    private final NameLedger ledger;
    private final PlatformDirectory platforms;
    private final Datasets datasets;

    /** Only what never changes. */
    private final Map<String, String> centers = new ConcurrentHashMap<>();

    private final Map<String, Person> people = new ConcurrentHashMap<>();

    Names(Journeys journeys) {
        this.ledger = journeys.ledger().names();
        this.platforms = journeys.parts().platforms();
        this.datasets = journeys.parts().datasets();
    }

    /**
     * Who has an API key.
     *
     * @param name of the person; of the center for a key of one; what the key is called where no person holds it; the key's id where
     *     nobody knows it
     * @param account with which the person signs in; null for a key of programs
     */
    public record Person(String key, String name, @Nullable String account) {}

    public String center(String usci) {
        return kept(centers, usci, ledger::center).orElse(usci);
    }

    /** The first centers by name, by USCI: what a field for one offers. */
    public Map<String, String> centers() {
        return ledger.centers(CENTERS_OFFERED);
    }

    /**
     * The center that somebody means who filled in a field for one.
     *
     * @param typed a USCI, a name, or a part of a name
     * @return its USCI, or what was typed where that is nobody's name or that of more than one; null where nothing was
     */
    public @Nullable String usci(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        String wanted = typed.strip();
        if (wanted.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(wanted)) {
            return wanted;
        }
        return kept(centers, wanted, ledger::center).isPresent()
                ? wanted
                : ledger.centerCalled(wanted).orElse(wanted);
    }

    public String platform(String id) {
        return platforms
                .find(id)
                .map(access -> spoken(access.platform().descriptor().name()))
                .orElse(id);
    }

    /** Names by id, in the order of the names. */
    public Map<String, String> platforms() {
        return byName(
                platforms.all().stream().map(access -> access.platform().descriptor()),
                PlatformDescriptor::id,
                one -> spoken(one.name()));
    }

    public String dataset(String id) {
        return datasets.find(id).map(this::title).orElse(id);
    }

    /** Names by id, in the order of the names. */
    public Map<String, String> datasets() {
        return byName(datasets.all().stream(), Dataset::id, this::title);
    }

    private String title(Dataset dataset) {
        return spoken(new Name(dataset.zh(), dataset.en()));
    }

    /** @param path with {@code *} for the elements of an array, or with their numbers */
    public String field(String dataset, String path) {
        return datasets.find(dataset)
                .flatMap(known -> known.field(path.replaceAll("/\\d+(?=/|$)", "/*")))
                .map(field -> spoken(new Name(field.zh(), field.en())))
                .orElse(path);
    }

    /** @param key id of an API key */
    public Person person(String key) {
        Person known = people.get(key);
        if (known != null) {
            return known;
        }
        KeyHolder holder = ledger.keyHolder(key).orElse(null);
        if (holder == null) {
            return new Person(key, key, null);
        }
        Person person = new Person(key, name(holder), holder.account());
        if (holder.holder() != null) {
            keep(people, key, person);
        }
        return person;
    }

    /** Those who work here, by the ids of their keys: what a field for one offers. */
    public Map<String, String> people() {
        return ledger.people(PEOPLE_OFFERED);
    }

    private String name(KeyHolder key) {
        if (key.holder() != null) {
            return key.holder();
        }
        return key.center() == null ? key.label() : center(key.center());
    }

    /** One of two, in the language of the page. */
    public String spoken(Name name) {
        return isChinese(LocaleContextHolder.getLocale()) ? name.zh() : name.en();
    }

    public static boolean isChinese(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    private static <T> Map<String, String> byName(Stream<T> all, Function<T, String> id, Function<T, String> name) {
        return all.sorted(Comparator.comparing(name).thenComparing(id))
                .collect(Collectors.toMap(id, name, (one, same) -> one, LinkedHashMap::new));
    }

    private static Optional<String> kept(
            Map<String, String> names, String id, Function<String, Optional<String>> looking) {
        String known = names.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> found = looking.apply(id);
        found.ifPresent(name -> keep(names, id, name));
        return found;
    }

    /** A gateway with more centers than that looks some of them up again. */
    private static <T> void keep(Map<String, T> names, String id, T name) {
        if (names.size() >= KEPT) {
            names.clear();
        }
        names.put(id, name);
    }
}
