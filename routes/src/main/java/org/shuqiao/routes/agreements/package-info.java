@NullMarked
package org.shuqiao.routes.agreements;

import org.jspecify.annotations.NullMarked;
