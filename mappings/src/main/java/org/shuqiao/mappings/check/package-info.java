/** What people ask before a platform is used: whether its folder is right. */
@NullMarked
package org.shuqiao.mappings.check;

import org.jspecify.annotations.NullMarked;
