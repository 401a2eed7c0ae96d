package org.shuqiao.mappings;

import org.jspecify.annotations.Nullable;

/** A place in a record while it is walked; turned into a JSON pointer only when something has to be said about it. */
public record Place(@Nullable Place parent, String name, int index) {

    static final Place ROOT = new Place(null, "", -1);

    Place member(String member) {
        return new Place(this, member, -1);
    }

    Place element(int at) {
        return new Place(this, "", at);
    }

    String pointer() {
        StringBuilder pointer = new StringBuilder();
        append(pointer);
        return pointer.toString();
    }

    private void append(StringBuilder pointer) {
        if (parent == null) {
            return;
        }
        parent.append(pointer);
        pointer.append('/');
        if (index >= 0) {
            pointer.append(index);
        } else {
            pointer.append(name.replace("~", "~0").replace("/", "~1"));
        }
    }
}
