/** W3C Trace Context: which work in other systems ours belongs to. */
@NullMarked
package org.shuqiao.routes.traces;

import org.jspecify.annotations.NullMarked;
