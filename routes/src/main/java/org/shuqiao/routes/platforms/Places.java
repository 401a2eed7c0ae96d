package org.shuqiao.routes.platforms;

/** The places that this gateway has doors for. */
public final class Places implements DepositPlaces {

    /** @throws IllegalArgumentException for a transport that it has no door for */
    @Override
    public DepositPlace open(PlatformAccess access) {
        throw new IllegalArgumentException("platform " + access.id() + " is reached in a way that this gateway has no door for");
    }
}
