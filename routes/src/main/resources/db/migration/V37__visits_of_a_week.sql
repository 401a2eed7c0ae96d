-- A center looks at its visits week by week, and has more of them every year.
CREATE INDEX booking_by_visit ON booking (center, visit_at);
