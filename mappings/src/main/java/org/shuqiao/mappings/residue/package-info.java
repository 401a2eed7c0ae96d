/** Secrets that are still in a payload: every text is folded and decoded first, then searched, so that a disguise need not be known to be seen through. */
@NullMarked
package org.shuqiao.mappings.residue;

import org.jspecify.annotations.NullMarked;
