package org.shuqiao.mappings.masking;

import org.shuqiao.mappings.FieldClass;

/**
 * What an agreement says of one field.
 *
 * @param path source path, for example {@code /served/*}{@code /usci}
 * @param fieldClass the class the agreement names; must be the dataset's own
 * @param transform {@code name} or {@code name:parameter}, for example {@code band:attendees}
 * @param required whether a record without this field must not leave
 * @param clause where in the agreement this stands, for people
 */
public record FieldRule(String path, FieldClass fieldClass, String transform, boolean required, String clause) {}
