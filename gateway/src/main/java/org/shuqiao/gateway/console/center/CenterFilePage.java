package org.shuqiao.gateway.console.center;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.shuqiao.gateway.CsvWriter;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Names;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where a person hands in many records as a file, with a file to begin with. {@link CenterUploads} takes it. */
@Controller
class CenterFilePage {
    /** By it a spreadsheet knows that the text is UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CenterDesk desk;
    private final RecordForms forms;

    CenterFilePage(CenterDesk desk, RecordForms forms) {
        this.desk = desk;
        this.forms = forms;
    }

    @GetMapping("/center/submit/{dataset}/file")
    String page(@PathVariable String dataset, @AuthenticationPrincipal ConsoleUser user, Locale locale, Model model) {
        RecordShape shape = desk.offered(dataset);
        boolean chinese = Names.isChinese(locale);
        model.addAttribute("dataset", dataset);
        model.addAttribute("label", shape.label(chinese));
        model.addAttribute("takers", desk.takers(user.caller().ownCenter(), dataset));
        model.addAttribute("laterTakers", desk.laterTakers(user.caller().ownCenter(), dataset));
        model.addAttribute("columns", forms.columns(shape, locale));
        model.addAttribute("names", names(shape, chinese));
        return "center/submit-file";
    }

    /** By which the page says where a row is wrong. */
    private static Map<String, String> names(RecordShape shape, boolean chinese) {
        Map<String, String> names = new LinkedHashMap<>();
        shape.root().fields().forEach(field -> names.put(field.path(), chinese ? field.zh() : field.en()));
        return names;
    }

    /** A file with the names of the columns, to begin with. */
    @GetMapping("/center/submit/{dataset}/template.csv")
    ResponseEntity<byte[]> template(@PathVariable String dataset, Locale locale) {
        RecordShape shape = desk.offered(dataset);
        String[] header = CsvColumns.columns(shape, Names.isChinese(locale)).stream()
                .map(CsvColumns.Column::name)
                .toArray(String[]::new);
        StringWriter text = new StringWriter().append(BYTE_ORDER_MARK);
        try {
            new CsvWriter(text).line(header);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + dataset + ".csv\"")
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
