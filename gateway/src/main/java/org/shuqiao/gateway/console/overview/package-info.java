/** The exchange as a living picture, and what needs somebody. */
@NullMarked
package org.shuqiao.gateway.console.overview;

import org.jspecify.annotations.NullMarked;
