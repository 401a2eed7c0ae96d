@NullMarked
package org.shuqiao.routes.attachments;

import org.jspecify.annotations.NullMarked;
