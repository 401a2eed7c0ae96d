@NullMarked
package org.shuqiao.routes.steps;

import org.jspecify.annotations.NullMarked;
