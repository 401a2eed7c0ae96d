/** What auditors and officers look at: signed transfers and whether their evidence still holds, the log, keys, and who did what. */
@NullMarked
package org.shuqiao.gateway.console.audit;

import org.jspecify.annotations.NullMarked;
