package org.shuqiao.gateway.console.officer;

import org.shuqiao.gateway.console.Flash;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leads back to a page with what the page before was to say. */
final class Returns {
    private Returns() {}

    static String to(String path, Model model, RedirectAttributes next) {
        Object said = model.getAttribute(Flash.ATTRIBUTE);
        if (said != null) {
            next.addFlashAttribute(Flash.ATTRIBUTE, said);
        }
        return "redirect:" + path;
    }
}
