/** Files dropped on a platform's SFTP server, and the results that it leaves there. */
@NullMarked
package org.shuqiao.routes.sftp;

import org.jspecify.annotations.NullMarked;
