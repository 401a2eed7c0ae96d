/** What a security officer judges: agreements, quarantine, approvals, sealed records, packages and duties. */
@NullMarked
package org.shuqiao.gateway.console.officer;

import org.jspecify.annotations.NullMarked;
