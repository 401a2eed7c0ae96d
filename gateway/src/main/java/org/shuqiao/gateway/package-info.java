@NullMarked
package org.shuqiao.gateway;

import org.jspecify.annotations.NullMarked;
