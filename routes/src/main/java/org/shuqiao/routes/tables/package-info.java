/** Exchange tables (前置库): rows of ours in a database that both sides reach, and what the platform writes beside them. */
@NullMarked
package org.shuqiao.routes.tables;

import org.jspecify.annotations.NullMarked;
