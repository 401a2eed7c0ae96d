/** How messages are brought to a center's own address, which is never trusted to be a good one. */
@NullMarked
package org.shuqiao.routes.webhooks;

import org.jspecify.annotations.NullMarked;
