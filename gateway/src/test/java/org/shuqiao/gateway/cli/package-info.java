@NullMarked
package org.shuqiao.gateway.cli;

import org.jspecify.annotations.NullMarked;
