/**
 * Simulators of the platforms that Shuqiao delivers to: a process of its own that verifies what it receives and
 * keeps a record of it. It knows the platforms' contracts and nothing of the gateway: no class, no cryptography
 * library and no canonicalisation is shared, so that one mistake cannot hide on both sides.
 */
@NullMarked
package org.shuqiao.simulators;

import org.jspecify.annotations.NullMarked;
