/**
 * The command line: {@code serve} runs the gateway, {@code demo} tells one story through it, {@code admin} and {@code keys} serve
 * scripts. Everything but {@code serve} and {@code keys} goes through the public HTTP interface and knows nothing of the inside.
 */
@NullMarked
package org.shuqiao.gateway.cli;

import org.jspecify.annotations.NullMarked;
