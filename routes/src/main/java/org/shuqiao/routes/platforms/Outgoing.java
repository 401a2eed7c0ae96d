package org.shuqiao.routes.platforms;

import org.shuqiao.routes.traces.Traced;

/** Something that a platform is called with. */
public interface Outgoing extends Traced {
    HttpCall call();
}
