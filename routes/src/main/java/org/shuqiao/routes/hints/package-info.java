@NullMarked
package org.shuqiao.routes.hints;

import org.jspecify.annotations.NullMarked;
