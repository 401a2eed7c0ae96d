@NullMarked
package org.shuqiao.gateway.console.center;

import org.jspecify.annotations.NullMarked;
