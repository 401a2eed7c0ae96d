package org.shuqiao.routes.platforms;

/**
 * What a call is signed with.
 *
 * @param version differs from secret to secret of one platform; always 0 where the platform never replaces it by itself
 */
record CallSecret(byte[] value, long version) {
    @Override
    public String toString() {
        return "CallSecret[" + version + "]";
    }
}
