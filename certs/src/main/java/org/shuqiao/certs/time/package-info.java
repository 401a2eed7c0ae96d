/**
 * Trusted time (RFC 3161): asking an authority for a time stamp, and checking one later without asking anybody. RSA and ECDSA,
 * since these are what public authorities sign with.
 */
@NullMarked
package org.shuqiao.certs.time;

import org.jspecify.annotations.NullMarked;
