/** The terms of a data-sharing agreement of profile <code>cdg-1</code>: its schema, its checks, its differences in plain words. */
@NullMarked
package org.shuqiao.mappings.agreements;

import org.jspecify.annotations.NullMarked;
