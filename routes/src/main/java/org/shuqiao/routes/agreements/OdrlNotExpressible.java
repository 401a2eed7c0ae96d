package org.shuqiao.routes.agreements;

/** A policy or an agreement that would lose something on its way into the other form. */
public final class OdrlNotExpressible extends Exception {
    OdrlNotExpressible(String why) {
        super(why);
    }

    OdrlNotExpressible(String why, Throwable cause) {
        super(why, cause);
    }
}
