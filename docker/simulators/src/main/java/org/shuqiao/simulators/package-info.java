@NullMarked
package org.shuqiao.simulators;

import org.jspecify.annotations.NullMarked;
