/** Queues of a broker that both sides reach: our batches in one, what the platform replies in another. */
@NullMarked
package org.shuqiao.routes.queues;

import org.jspecify.annotations.NullMarked;
