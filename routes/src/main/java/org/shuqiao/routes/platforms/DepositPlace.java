package org.shuqiao.routes.platforms;

import java.util.Optional;

/** The place of a platform that is not called: what is for it is laid down there, and most say there what became of it. */
public interface DepositPlace extends PlatformDoor {

    /** Empty where people bring what the platform says. */
    Optional<Collector> collector();
}
