@NullMarked
package org.shuqiao.routes.ledger;

import org.jspecify.annotations.NullMarked;
