package org.shuqiao.mappings.forms;

import org.jspecify.annotations.Nullable;

/**
 * How words of the sources are read that leave it open.
 *
 * @param kinds whether a list that ends with “等” is of what it names only; the standard is that it is
 * @param people whether people whom trainings “cover” are counted once in each training, or as often as they came; whether somebody
 *     was in two trainings nobody can tell, since lists of names are not read
 * @param local what “本地” is: the province or municipality, the city, or the district of the center; {@code null} as the rule says
 */
public record Switches(Kinds kinds, People people, @Nullable Local local) {
    public static final Switches STANDARD = new Switches(Kinds.LISTED, People.ATTENDEES, null);

    public enum Kinds {
        LISTED,
        ALL
    }

    public enum People {
        ATTENDEES,
        PERSON_TIMES
    }

    /** By how many digits two codes of GB/T 2260 agree. */
    public enum Local {
        PROVINCE(2),
        CITY(4),
        DISTRICT(6);

        private final int digits;

        Local(int digits) {
            this.digits = digits;
        }

        boolean isLocal(String center, String enterprise) {
            return center.length() >= digits && enterprise.regionMatches(0, center, 0, digits);
        }
    }
}
