package org.shuqiao.routes.embedded;

import java.nio.file.Path;

/** Another live Shuqiao works on the same home. Two owners of one data directory are never allowed. */
public final class HomeInUse extends EmbeddedServerFailure {

    private final transient Path folder;

    HomeInUse(Path folder, String owner) {
        super("%s is in use by another running Shuqiao (%s)".formatted(folder, owner), null);
        this.folder = folder;
    }

    /** The server's folder that is taken. */
    public Path folder() {
        return folder;
    }
}
