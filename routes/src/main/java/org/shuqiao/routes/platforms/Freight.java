package org.shuqiao.routes.platforms;

/** What one attempt carries to a platform, as it leaves. */
public sealed interface Freight permits HttpCall, Deposit {

    /** SM3 that names exactly this freight in the delivery manifest. */
    byte[] hash();
}
