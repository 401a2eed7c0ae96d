/**
 * Evidence of one transfer: written by {@link org.shuqiao.certs.evidence.Evidence}, judged offline by {@link
 * org.shuqiao.certs.evidence.EvidenceVerifier} with nothing but one {@link org.shuqiao.certs.evidence.Trust} file, and by anyone
 * else with OpenSSL and the commands in its {@code VERIFY.md}.
 */
@NullMarked
package org.shuqiao.certs.evidence;

import org.jspecify.annotations.NullMarked;
