/**
 * The load generator and the tests that need whole processes. Stands outside the house: it drives the gateway by its public HTTP
 * interface and plays the platform that receives. Traffic stays on the loopback address.
 */
@NullMarked
package org.shuqiao.bench;

import org.jspecify.annotations.NullMarked;
