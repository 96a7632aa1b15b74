package io.labelmint.dr.estate.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The part of YAML that is safe to read and plain to review: one document of mappings, lists and scalars.
 *
 * <p>The events are looked through before a tree is made of them, because making the tree recurses and expands: nesting
 * is bounded, and anchors, aliases and tags are refused. Messages of the parser are never passed on whole: they repeat
 * the line, and in it may be a secret.
 */
public final class YamlText {
    /** The deepest an estate goes is six. */
    private static final int DEEPEST = 20;

    /** Ten thousand stores have fewer; a tree of more would fill the memory of a small controller. */
    private static final int MOST_EVENTS = 250_000;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new CoreSchema()).setUseMarks(true).build();

    private YamlText() {}

    /** The tree of {@code text}, or nothing when {@code mistakes} was told why there is none. */
    public static Optional<Node> read(String text, Mistakes mistakes) {
        Secrets.look(text, mistakes);
        int before = mistakes.list().size();
        if (!isPrintable(text, mistakes)) {
            return Optional.empty();
        }
        try {
            lookThrough(text, mistakes);
            return mistakes.list().size() > before ? Optional.empty() : new Compose(SETTINGS).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Position position =
                    e.getProblemMark().or(e::getContextMark).map(Position::of).orElse(Position.START);
            syntax(position, ": " + unquoted(e.getProblem()), mistakes);
        } catch (YamlEngineException e) {
            syntax(Position.START, "", mistakes);
        }
        return Optional.empty();
    }

    private static void syntax(Position position, String what, Mistakes mistakes) {
        mistakes.add(
                position,
                "estate.yaml-syntax",
                "From here on this is not YAML" + what + ".",
                "Look for a missing colon, quote or bracket, a tab, or a line that is indented unlike its neighbours.");
    }

    private static String unquoted(String problem) {
        String safe = Quoted.of(problem == null ? "unreadable" : problem);
        return safe.startsWith("\"") ? safe.substring(1, safe.length() - 1) : safe;
    }

    private static boolean isPrintable(String text, Mistakes mistakes) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                mistakes.add(
                        Position.in(text, i),
                        "estate.unprintable",
                        String.format("The character U+%04X may not stand in YAML.", c),
                        "Remove it; it came from a binary file or a faulty copy.");
                return false;
            }
        }
        return true;
    }

    private static void lookThrough(String text, Mistakes mistakes) {
        int depth = 0;
        int documents = 0;
        int events = 0;
        boolean empty = true;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            Position position = event.getStartMark().map(Position::of).orElse(Position.START);
            if (event instanceof DocumentStartEvent && ++documents == 2) {
                mistakes.add(
                        position,
                        "estate.second-document",
                        "A second YAML document begins here, but an estate is one.",
                        "Remove the line of three hyphens or move what follows into a file of its own.");
            } else if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                mistakes.add(
                        position,
                        "estate.too-deep",
                        "Values are nested more than " + DEEPEST + " deep here.",
                        "Write the estate as the example does; nothing in it is nested deeper than six.");
                return;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (++events > MOST_EVENTS) {
                mistakes.add(
                        position,
                        "estate.too-large",
                        "From here on there are more values than an estate has.",
                        "Give the estate file, not a dump or a log.");
                return;
            }
            refuseIndirection(event, position, mistakes);
            empty &= !(event instanceof NodeEvent) || isNothing(event);
        }
        if (empty) {
            mistakes.add(
                    Position.START, "estate.empty", "The file declares nothing.", "Start from examples/minimal.yaml.");
        }
    }

    private static boolean isNothing(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    private static void refuseIndirection(Event event, Position position, Mistakes mistakes) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            mistakes.add(
                    position,
                    "estate.alias",
                    "Anchors (&) and aliases (*) are not read, so that what is reviewed is what is meant.",
                    "Write the value out in each place; a text that begins with & or * goes in quotes.");
        } else if (tagged(event)) {
            mistakes.add(
                    position,
                    "estate.tag",
                    "Tags (!) are not read; the type of a value follows from its key.",
                    "Remove the tag; a text that begins with ! goes in quotes.");
        }
    }

    private static boolean tagged(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag().isPresent();
        }
        return event instanceof CollectionStartEvent collection
                && collection.getTag().isPresent();
    }
}
