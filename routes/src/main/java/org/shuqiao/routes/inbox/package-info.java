/** What flows back, as centers collect it and as those see it who watch that they do. */
@NullMarked
package org.shuqiao.routes.inbox;

import org.jspecify.annotations.NullMarked;
