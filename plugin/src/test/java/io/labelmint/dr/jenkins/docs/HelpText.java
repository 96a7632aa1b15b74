package io.labelmint.dr.jenkins.docs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The HTML of a help file as Markdown. It knows the few elements that help is written with, and refuses others. */
final class HelpText {
    private static final int WIDTH = 120;

    private HelpText() {}

    /** {@code html} in paragraphs; it has to be well-formed. */
    static String markdown(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        List<String> blocks = new ArrayList<>();
        blocks(root, blocks);
        return String.join("\n\n", blocks);
    }

    private static void blocks(Element parent, List<String> blocks) {
        StringBuilder loose = new StringBuilder();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            String block = block(child);
            if (block == null) {
                loose.append(inline(child));
            } else {
                paragraph(loose, blocks);
                if (child.getNodeName().equals("div")) {
                    blocks((Element) child, blocks);
                } else {
                    blocks.add(block);
                }
            }
        }
        paragraph(loose, blocks);
    }

    /** What stands between blocks is a paragraph, too. */
    private static void paragraph(StringBuilder loose, List<String> blocks) {
        if (!loose.toString().isBlank()) {
            blocks.add(wrapped(loose.toString(), "", ""));
        }
        loose.setLength(0);
    }

    private static String block(Node node) {
        return switch (node.getNodeName()) {
            case "div" -> "";
            case "p" -> wrapped(inner(node), "", "");
            case "pre" -> "```groovy\n" + node.getTextContent().strip() + "\n```";
            case "ul" -> items((Element) node);
            default -> null;
        };
    }

    private static String items(Element list) {
        List<String> items = new ArrayList<>();
        for (Node child = list.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals("li")) {
                items.add(wrapped(inner(child), "* ", "  "));
            }
        }
        return String.join("\n", items);
    }

    private static String inline(Node node) {
        return switch (node.getNodeName()) {
            case "#text" -> node.getTextContent().replace("*", "\\*").replace("<", "&lt;");
            case "#comment" -> "";
            case "code" -> "`" + node.getTextContent().strip().replaceAll("\\s+", " ") + "`";
            case "strong", "b" -> "**" + inner(node) + "**";
            case "em", "i" -> "*" + inner(node) + "*";
            case "a" -> "[" + inner(node) + "](" + ((Element) node).getAttribute("href") + ")";
            default -> throw new IllegalArgumentException("help may not have <" + node.getNodeName() + ">");
        };
    }

    private static String inner(Node parent) {
        StringBuilder text = new StringBuilder();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            text.append(inline(child));
        }
        return text.toString();
    }

    private static String wrapped(String text, String first, String others) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        String gap = "";
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() + gap.length() + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line.setLength(0);
                line.append(others);
                gap = "";
            }
            line.append(gap).append(word);
            gap = " ";
        }
        return lines.append(line).toString();
    }
}
