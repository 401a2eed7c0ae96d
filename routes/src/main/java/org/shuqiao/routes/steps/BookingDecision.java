package org.shuqiao.routes.steps;

import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.BookingState;

/**
 * What a center decides on a booking.
 *
 * @param to where the booking goes
 * @param reason told to the platform; null where none is needed
 */
public record BookingDecision(String center, String booking, BookingState to, @Nullable String reason) {}
