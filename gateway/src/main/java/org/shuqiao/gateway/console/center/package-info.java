/** Pages for the people of a center: hand in, follow, collect, decide, show. */
@NullMarked
package org.shuqiao.gateway.console.center;

import org.jspecify.annotations.NullMarked;
