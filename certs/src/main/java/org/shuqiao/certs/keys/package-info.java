/**
 * Private keys from their birth to their end: sealed at rest under a master key, certified by request, and held by another process
 * where a hardware module is to do the signing. Private bytes can be read only through {@link
 * org.shuqiao.certs.PrivateKeyAccess}.
 */
@NullMarked
package org.shuqiao.certs.keys;

import org.jspecify.annotations.NullMarked;
