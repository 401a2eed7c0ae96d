/**
 * Measures what leaves although it must not: records with planted secrets, and clean ones, on the way that a gateway sends them. Nothing
 * here shares a table or a check digit with the scanner that is measured.
 */
@NullMarked
package org.shuqiao.bench.leaks;

import org.jspecify.annotations.NullMarked;
