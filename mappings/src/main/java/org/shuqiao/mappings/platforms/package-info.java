/** A platform as data: its descriptor, and the mappings that turn a canonical record into its payload with a span for every value. */
@NullMarked
package org.shuqiao.mappings.platforms;

import org.jspecify.annotations.NullMarked;
