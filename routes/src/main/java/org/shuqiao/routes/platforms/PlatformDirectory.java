package org.shuqiao.routes.platforms;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.Platform;

/**
 * The platforms this installation can reach. Which they are stays the same while it runs; what is known of one may be replaced, and
 * whoever asks next gets what is in force then.
 */
public final class PlatformDirectory {
    private final @Nullable Path home;
    private volatile Map<String, PlatformAccess> byId;

    public PlatformDirectory(Collection<PlatformAccess> platforms) {
        this(platforms, null);
    }

    /** @param home folder of the platforms that are watched; null where none are */
    public PlatformDirectory(Collection<PlatformAccess> platforms, @Nullable Path home) {
        Map<String, PlatformAccess> named = new LinkedHashMap<>();
        platforms.forEach(access -> named.put(access.id(), access));
        this.byId = Collections.unmodifiableMap(named);
        this.home = home;
    }

    public Optional<Path> home() {
        return Optional.ofNullable(home);
    }

    public Collection<PlatformAccess> all() {
        return List.copyOf(byId.values());
    }

    /** @throws IllegalArgumentException for a platform that this installation does not know */
    public PlatformAccess get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("unknown platform " + id));
    }

    public Optional<PlatformAccess> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public List<PlatformAccess> forDataset(String dataset) {
        return byId.values().stream()
                .filter(access -> access.platform().mapping(dataset).isPresent())
                .toList();
    }

    /** One that can follow what is known of the platform of its name. What is under way goes on with what it was given. */
    synchronized void replace(Platform platform) {
        Map<String, PlatformAccess> next = new LinkedHashMap<>(byId);
        next.replace(platform.id(), get(platform.id()).as(platform));
        byId = Collections.unmodifiableMap(next);
    }
}
