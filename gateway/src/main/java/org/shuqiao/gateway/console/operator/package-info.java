/** The console's pages for platform operators: what flows, what does not, why, and what to do about it. */
@NullMarked
package org.shuqiao.gateway.console.operator;

import org.jspecify.annotations.NullMarked;
