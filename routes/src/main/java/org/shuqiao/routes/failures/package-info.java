@NullMarked
package org.shuqiao.routes.failures;

import org.jspecify.annotations.NullMarked;
