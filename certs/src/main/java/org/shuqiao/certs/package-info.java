@NullMarked
package org.shuqiao.certs;

import org.jspecify.annotations.NullMarked;
