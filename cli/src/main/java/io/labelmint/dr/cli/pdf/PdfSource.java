package io.labelmint.dr.cli.pdf;

import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.StoredReport;
import io.labelmint.dr.evidence.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The page of a report as it is laid out for paper: the same content, with bookmarks, and without what paper cannot follow. */
final class PdfSource {
    private static final String STYLE = "report.css";
    /** Columns of a matrix that fit beside each other on paper. */
    private static final int WIDEST = 6;

    private static final String DOCTYPE = "<!doctype html>";

    private final StoredReport report;
    private final PdfFonts fonts;
    private final Document page;

    private PdfSource(StoredReport report, PdfFonts fonts) {
        this.report = report;
        this.fonts = fonts;
        this.page = parse(Report.html(report.page()));
    }

    static Document of(StoredReport report, PdfFonts fonts) {
        PdfSource source = new PdfSource(report, fonts);
        source.rewrite();
        return source.page;
    }

    private void rewrite() {
        elements("figure").forEach(this::describe);
        elements("table").stream()
                .filter(table -> table.getAttribute("class").equals("matrix"))
                .filter(table -> cells(elements(table, "tr").get(0)).size() > WIDEST)
                .forEach(this::fold);
        spell(page.getDocumentElement());
        PdfLinks.describe(page);
        head();
    }

    /** A picture becomes what is said about it: every number in it is in a table beside it. */
    private void describe(Element figure) {
        Element image = (Element) figure.getElementsByTagName("img").item(0);
        Element text = page.createElement("p");
        text.setAttribute("class", "note");
        text.setTextContent("Picture in report.html: " + image.getAttribute("alt"));
        figure.getParentNode().replaceChild(text, figure);
    }

    /** A matrix that is wider than paper: what was found about whom goes below each other in one column. */
    private void fold(Element matrix) {
        List<Element> rows = elements(matrix, "tr");
        List<Element> subjects = cells(rows.get(0));
        for (int i = 0; i < rows.size(); i++) {
            List<Element> cells = cells(rows.get(i));
            Element all = page.createElement(i == 0 ? "th" : "td");
            if (i == 0) {
                all.setAttribute("scope", "col");
                all.setTextContent("Subject and result");
            }
            for (int column = 1; column < cells.size(); column++) {
                Element cell = cells.get(column);
                rows.get(i).removeChild(cell);
                if (i > 0 && cell.getElementsByTagName("a").getLength() > 0) {
                    Element line = page.createElement("p");
                    line.setTextContent(subjects.get(column).getTextContent() + " ");
                    while (cell.getFirstChild() != null) {
                        line.appendChild(cell.getFirstChild());
                    }
                    all.appendChild(line);
                }
            }
            rows.get(i).appendChild(all);
        }
    }

    private static List<Element> cells(Element row) {
        List<Element> cells = new ArrayList<>();
        for (Node child = row.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element cell) {
                cells.add(cell);
            }
        }
        return cells;
    }

    private void spell(Node node) {
        if (node.getNodeType() == Node.TEXT_NODE) {
            node.setNodeValue(fonts.visible(node.getNodeValue()));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            spell(child);
        }
    }

    private void head() {
        Element head = elements("head").get(0);
        elements("link").forEach(head::removeChild);
        elements("meta").forEach(head::removeChild);
        Evidence evidence = report.page().evidence();
        meta(
                head,
                "subject",
                fonts.visible(evidence.kind().words() + ": " + report.page().verdict()));
        meta(head, "author", fonts.visible("dr " + evidence.version() + ", run " + evidence.run()));
        Element style = page.createElement("style");
        style.setTextContent(style(evidence));
        head.appendChild(style);
        head.appendChild(bookmarks());
    }

    private void meta(Element head, String name, String content) {
        Element meta = page.createElement("meta");
        meta.setAttribute("name", name);
        meta.setAttribute("content", content);
        head.appendChild(meta);
    }

    /** Sections, and in them what has a heading of its own. */
    private Element bookmarks() {
        Element all = page.createElement("bookmarks");
        Element section = bookmark(elements("h1").get(0), "top");
        all.appendChild(section);
        int number = 0;
        for (Element heading : headings()) {
            number++;
            if (heading.getTagName().equals("h2")) {
                section = bookmark(heading, "section-" + number);
                all.appendChild(section);
            } else {
                section.appendChild(bookmark(heading, "heading-" + number));
            }
        }
        return all;
    }

    private Element bookmark(Element heading, String id) {
        if (!heading.hasAttribute("id")) {
            heading.setAttribute("id", id);
        }
        Element bookmark = page.createElement("bookmark");
        bookmark.setAttribute("name", heading.getTextContent().strip().replaceAll("\\s+", " "));
        bookmark.setAttribute("href", "#" + heading.getAttribute("id"));
        return bookmark;
    }

    private List<Element> headings() {
        return elements("*").stream()
                .filter(element -> element.getTagName().matches("h[23]"))
                .toList();
    }

    private List<Element> elements(String name) {
        return elements(page.getDocumentElement(), name);
    }

    private static List<Element> elements(Element in, String name) {
        NodeList found = in.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** What every page says: whose it is, what digest to compare, and that it is no real run if it is none. */
    private String style(Evidence evidence) {
        String kind = evidence.kind().prefix().isEmpty() ? "" : evidence.kind().name();
        return resource()
                .replace("\"RUN\"", quoted("Run " + evidence.run()))
                .replace("\"DIGEST\"", quoted("Pack " + report.digest()))
                .replace("\"KIND\"", quoted(kind));
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("[^A-Za-z0-9 -]", "?") + '"';
    }

    private static String resource() {
        try (InputStream style = Objects.requireNonNull(PdfSource.class.getResourceAsStream(STYLE), STYLE)) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document parse(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            String content = html.substring(html.indexOf(DOCTYPE) + DOCTYPE.length());
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(content)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("the templates write well-formed pages", e);
        }
    }
}
