/** The console's foundation: who is signed in, what frames every page, words and formats. Pages are in the packages below. */
@NullMarked
package org.shuqiao.gateway.console;

import org.jspecify.annotations.NullMarked;
