package org.shuqiao.routes.platforms;

/** Something that a platform is called with. */
public interface Outgoing {
    HttpCall call();
}
