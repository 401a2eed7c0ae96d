/** The keys of this gateway while they are used: opened, rotated, certified, ended. */
@NullMarked
package org.shuqiao.routes.keys;

import org.jspecify.annotations.NullMarked;
