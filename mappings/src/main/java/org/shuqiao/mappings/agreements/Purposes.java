package org.shuqiao.mappings.agreements;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

/** The acts that each purpose implies, from {@code purposes.json}. */
public final class Purposes {

    /** What an unknown purpose may be for. Passing on is what a receiver does, whatever its purpose. */
    private static final Set<Act> ANY = Set.copyOf(EnumSet.range(Act.REIDENTIFY, Act.EXPORT_ABROAD));

    private final Map<String, Set<Act>> acts = new HashMap<>();

    private Purposes() {}

    public static Purposes load() {
        Purposes loaded = new Purposes();
        for (Map.Entry<String, JsonNode> purpose :
                Resources.json("purposes.json").properties()) {
            Set<Act> implied = EnumSet.noneOf(Act.class);
            purpose.getValue().forEach(act -> implied.add(Act.of(act.stringValue())));
            loaded.acts.put(purpose.getKey(), Set.copyOf(implied));
        }
        return loaded;
    }

    /** A purpose that nobody has looked at implies every act, so that no prohibition misses it. */
    public Set<Act> acts(String purpose) {
        return acts.getOrDefault(purpose, ANY);
    }
}
