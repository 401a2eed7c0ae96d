/** Packages that people carry to a platform, and the papers that they bring back. */
@NullMarked
package org.shuqiao.routes.offline;

import org.jspecify.annotations.NullMarked;
