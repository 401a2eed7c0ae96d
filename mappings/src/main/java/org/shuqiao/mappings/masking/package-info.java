/** What an agreement can ask to be done to a field before it leaves, and the plan that does it to a record. */
@NullMarked
package org.shuqiao.mappings.masking;

import org.jspecify.annotations.NullMarked;
