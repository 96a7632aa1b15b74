package io.labelmint.dr.runbook;

import io.labelmint.dr.evidence.report.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/** Markdown that reads as well without being rendered; what cannot be seen in it is {@linkplain VisibleText spelled out}. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    void heading(int level, String words) {
        text.append("#".repeat(level))
                .append(' ')
                .append(VisibleText.line(words))
                .append("\n\n");
    }

    void paragraph(String words) {
        text.append(VisibleText.line(words.strip())).append("\n\n");
    }

    /** Lines for a shell, each a command of its own, as they are. */
    void commands(List<String> lines) {
        text.append("```sh\n");
        lines.forEach(line -> text.append(line).append('\n'));
        text.append("```\n\n");
    }

    void list(List<String> items) {
        items.forEach(item -> text.append("* ").append(VisibleText.line(item)).append('\n'));
        text.append('\n');
    }

    void table(List<String> head, List<List<String>> rows) {
        row(head);
        row(head.stream().map(cell -> "---").toList());
        rows.forEach(this::row);
        text.append('\n');
    }

    private void row(List<String> cells) {
        text.append(cells.stream()
                        .map(cell -> VisibleText.line(cell).replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    @Override
    public String toString() {
        return text.toString().strip() + "\n";
    }
}
