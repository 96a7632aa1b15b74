package io.labelmint.dr.cli.pdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Links as paper has them. One within the page says where it leads, because PDF/UA asks for a description of each and a
 * hundred of them read "passed". One to another file of the pack becomes text: tagged as a link without a place to go, it
 * would be read out as an empty one.
 */
final class PdfLinks {
    private final Document page;
    private final Map<String, Element> targets = new HashMap<>();

    private PdfLinks(Document page) {
        this.page = page;
        for (Element element : elements("*")) {
            if (element.hasAttribute("id")) {
                targets.put("#" + element.getAttribute("id"), element);
            }
        }
    }

    /** Describes the links of {@code page}, and makes text of those that lead out of it. */
    static void describe(Document page) {
        PdfLinks links = new PdfLinks(page);
        links.elements("a").forEach(links::describe);
    }

    private void describe(Element link) {
        Element target = targets.get(link.getAttribute("href"));
        if (target == null) {
            text(link);
            return;
        }
        String words = words(link);
        link.setAttribute("title", words.chars().allMatch(Character::isDigit) ? to(target) : words + ", " + to(target));
    }

    /** A row of findings begins with its number; everything else that is linked to has a heading. */
    private static String to(Element target) {
        if (target.getTagName().equals("tr")) {
            return "to finding "
                    + words((Element) target.getElementsByTagName("td").item(0));
        }
        NodeList heading = target.getElementsByTagName("h3");
        return "to " + words(heading.getLength() == 0 ? target : (Element) heading.item(0));
    }

    private void text(Element link) {
        Element text = page.createElement("span");
        text.setAttribute("class", link.getAttribute("class"));
        while (link.getFirstChild() != null) {
            text.appendChild(link.getFirstChild());
        }
        link.getParentNode().replaceChild(text, link);
    }

    private static String words(Element element) {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }

    private List<Element> elements(String name) {
        NodeList found = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
