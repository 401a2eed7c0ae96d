@NullMarked
package org.shuqiao.gateway.console;

import org.jspecify.annotations.NullMarked;
