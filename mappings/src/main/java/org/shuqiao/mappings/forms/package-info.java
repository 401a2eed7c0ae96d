/** The evaluation forms of the schemes as data: what each asks of which kind of center, and whether a filed form answers it. */
@NullMarked
package org.shuqiao.mappings.forms;

import org.jspecify.annotations.NullMarked;
