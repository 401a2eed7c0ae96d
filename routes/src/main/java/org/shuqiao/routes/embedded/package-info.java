/**
 * The servers that Shuqiao brings along: a real PostgreSQL and a real Artemis, so that one process on one machine is a
 * whole and durable gateway. Nothing here starts when the addresses of other servers are given.
 */
@NullMarked
package org.shuqiao.routes.embedded;

import org.jspecify.annotations.NullMarked;
