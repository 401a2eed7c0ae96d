/** The console as people see it: a real browser, the real gateway, a demonstration's day. */
@NullMarked
package org.shuqiao.bench.console;

import org.jspecify.annotations.NullMarked;
