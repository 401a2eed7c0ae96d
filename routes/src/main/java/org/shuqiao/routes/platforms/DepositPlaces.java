package org.shuqiao.routes.platforms;

/** Opens the places of platforms that are not called. */
@FunctionalInterface
public interface DepositPlaces {

    /** Nothing is reached yet: a place that is away does not keep a gateway from starting. */
    DepositPlace open(PlatformAccess access);
}
