@NullMarked
package org.shuqiao.routes.platforms;

import org.jspecify.annotations.NullMarked;
