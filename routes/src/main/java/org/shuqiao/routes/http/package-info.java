/** How others are asked over HTTP where one answer of a bounded size in a bounded time is all that is wanted. */
@NullMarked
package org.shuqiao.routes.http;

import org.jspecify.annotations.NullMarked;
