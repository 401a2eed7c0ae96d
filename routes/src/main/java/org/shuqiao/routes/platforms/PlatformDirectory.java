package org.shuqiao.routes.platforms;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The platforms this installation can reach. */
public final class PlatformDirectory {
    private final Map<String, PlatformAccess> byId = new LinkedHashMap<>();

    public PlatformDirectory(Collection<PlatformAccess> platforms) {
        platforms.forEach(access -> byId.put(access.id(), access));
    }

    public Collection<PlatformAccess> all() {
        return List.copyOf(byId.values());
    }

    /** @throws IllegalArgumentException for a platform that this installation does not know */
    public PlatformAccess get(String id) {
        PlatformAccess access = byId.get(id);
        if (access == null) {
            throw new IllegalArgumentException("unknown platform " + id);
        }
        return access;
    }

    public List<PlatformAccess> forDataset(String dataset) {
        return byId.values().stream()
                .filter(access -> access.platform().mapping(dataset).isPresent())
                .toList();
    }
}
