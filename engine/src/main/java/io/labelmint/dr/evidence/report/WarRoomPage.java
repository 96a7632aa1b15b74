package io.labelmint.dr.evidence.report;

import gg.jte.output.StringOutput;
import io.labelmint.dr.estate.Contact;
import java.util.List;

/**
 * One page that says how a move between regions stands, for everybody in the call: without a script, without a login, and
 * with nothing it would have to fetch. While something is going on it asks the browser to fetch it again.
 *
 * @param rehearsal whether it is of a rehearsal
 * @param title what is done
 * @param run the run it is of
 * @param phase where it stands, in a sentence
 * @param mood how that looks: "good", "bad" or "open"
 * @param refreshSeconds after which it is fetched again; 0 if nothing will change by itself any more
 * @param at the moment it tells of
 * @param clock what took how long, and what is left
 * @param losses what the approved plan says is lost of each store
 * @param steps the steps of the plan
 * @param decision what somebody has to decide next
 * @param contacts who is called, in this order
 * @param commands how to go on without Jenkins
 */
public record WarRoomPage(
        boolean rehearsal,
        String title,
        String run,
        String phase,
        String mood,
        int refreshSeconds,
        String at,
        List<Line> clock,
        List<Line> losses,
        List<Step> steps,
        String decision,
        List<Contact> contacts,
        List<Line> commands) {

    public WarRoomPage {
        clock = List.copyOf(clock);
        losses = List.copyOf(losses);
        steps = List.copyOf(steps);
        contacts = List.copyOf(contacts);
        commands = List.copyOf(commands);
    }

    /**
     * A name and what is to be said of it.
     *
     * @param name the name
     * @param text what is said
     */
    public record Line(String name, String text) {}

    /**
     * A step of the plan.
     *
     * @param number its number, as others refer to it
     * @param name its name
     * @param what what is called or waited for, and where
     * @param stand how it stands
     * @param text that, in words
     */
    public record Step(int number, String name, String what, Stand stand, String text) {}

    /** How a step stands; the word says it, the colour only repeats it. */
    public enum Stand {
        /** It was not begun, because the plan was not, or it waits for others. */
        WAITS("waits", "\u2013", "open"),
        /** It is looked at, or AWS is at it. */
        UNDER_WAY("under way", "\u2026", "busy"),
        /** It is done. */
        DONE("done", "\u2713", "good"),
        /** It was tried for as long as it may be, and gone on without. */
        IN_VAIN("in vain", "!", "warn"),
        /** A person left it out. */
        LEFT_OUT("left out", "!", "warn"),
        /** It failed. */
        FAILED("FAILED", "\u2717", "bad");

        private final String word;
        private final String symbol;
        private final String css;

        Stand(String word, String symbol, String css) {
            this.word = word;
            this.symbol = symbol;
            this.css = css;
        }

        /** What it is called. */
        public String word() {
            return word;
        }

        /** The same in one character. */
        public String symbol() {
            return symbol;
        }

        /** Its class in the style sheet. */
        public String css() {
            return css;
        }
    }

    /** What is shown first: how many steps stand how. */
    public String progress() {
        long ended = steps.stream()
                .filter(step -> step.stand() != Stand.WAITS && step.stand() != Stand.UNDER_WAY)
                .count();
        return ended + " of " + Words.count(steps.size(), "step") + " ended";
    }

    /** The page. */
    public String html() {
        StringOutput html = new StringOutput();
        JtewarroomGenerated.render(new VisibleOutput(html), null, this);
        return html.toString();
    }
}
