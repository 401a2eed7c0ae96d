@NullMarked
package org.shuqiao.routes;

import org.jspecify.annotations.NullMarked;
