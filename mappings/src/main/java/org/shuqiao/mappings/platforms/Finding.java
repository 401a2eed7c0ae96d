package org.shuqiao.mappings.platforms;

/**
 * What is wrong with a platform's data, for those who mend it.
 *
 * @param file under the name that its folder gives it, for example {@code qingdao/activity.mapping.yaml}
 * @param line counted from 1; 0 where no line is to blame
 * @param rule the {@link MappingRefused.Reason} by name
 * @param path of the dataset, the payload or the file
 */
public record Finding(String file, int line, String rule, String path, String zh, String en) {}
