@NullMarked
package org.shuqiao.mappings;

import org.jspecify.annotations.NullMarked;
