/** How authorities are asked for the time (RFC 3161 over HTTP). */
@NullMarked
package org.shuqiao.routes.timestamps;

import org.jspecify.annotations.NullMarked;
