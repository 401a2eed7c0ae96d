/** The contract that every platform keeps, tested with whole processes: the gateway, and simulators that share no code with it. */
@NullMarked
package org.shuqiao.bench.contract;

import org.jspecify.annotations.NullMarked;
