package org.shuqiao.gateway.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.shuqiao.gateway.cli.SubmissionStatus.AppliedTransform;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;

/** The Chinese names of a dataset's fields. */
final class Labels {
    private final Dataset dataset;

    Labels(Dataset dataset) {
        this.dataset = dataset;
    }

    /** How many fields, and by name those that are not public anyway. */
    String stripped(List<String> paths) {
        return paths.stream()
                .filter(path -> dataset.field(path).map(Field::fieldClass).orElse(FieldClass.T2) != FieldClass.P)
                .map(this::label)
                .collect(Collectors.joining("、", paths.size() + " 项 fields, 其中 among them ", ""));
    }

    String transforms(List<AppliedTransform> transforms) {
        return transforms.stream()
                .map(transform -> label(transform.path()) + " " + transform.name())
                .collect(Collectors.joining("、"));
    }

    /** A path without a name of its own is shown as it is. */
    private String label(String path) {
        return dataset.field(path).map(Field::zh).orElse(path);
    }
}
