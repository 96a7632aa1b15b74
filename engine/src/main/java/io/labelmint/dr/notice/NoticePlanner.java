package io.labelmint.dr.notice;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Plans who is told what about a run: the DR region's topic first, because it is there when the primary is not; then the
 * primary's; then Slack, which shares the DR region's lane and may cost it seconds. None waits for another to succeed.
 */
public final class NoticePlanner {
    private static final Estimate SEND = new Estimate(Duration.ofSeconds(1), Duration.ofMinutes(2));

    /**
     * "Subjects must be UTF-8 text with no line breaks or control characters, and less than 100 characters long" (Amazon
     * SNS API Reference, Publish). It does not say what a character is; here it is one of Java's, of which there are never
     * fewer than of any other kind.
     */
    private static final int LONGEST_SUBJECT = 99;

    private static final Pattern NOT_IN_SUBJECTS = Pattern.compile("[\\p{Cntrl}\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");

    /**
     * "Messages must be UTF-8 encoded strings and at most 256 KB in size (262,144 bytes)" (Amazon SNS API Reference,
     * Publish). A character of Java takes at most three bytes.
     */
    private static final int LONGEST_MESSAGE = 262_144 / 3;

    /** Slack folds a message away after some hundred words and cuts it at 40,000 characters; what counts is on top. */
    private static final int LONGEST_SLACK = 3_000;

    /**
     * The notices about a run; empty if the estate names nobody to tell.
     *
     * @param operation the operation that tells
     * @param summary what is told
     */
    public Optional<Plan> plan(OperationId operation, Estate estate, RunSummary summary) {
        NoticeText text = new NoticeText(summary);
        String subject = subject(text.headline());
        String message = text.body(LONGEST_MESSAGE);
        String dr = estate.regions().dr();
        List<Action> actions = new ArrayList<>();
        estate.notifications().drTopic().ifPresent(topic -> actions.add(publish("dr", dr, topic, subject, message)));
        estate.notifications()
                .primaryTopic()
                .ifPresent(
                        topic -> actions.add(publish("primary", estate.regions().primary(), topic, subject, message)));
        estate.notifications()
                .slackWebhook()
                .ifPresent(webhook -> actions.add(new PostToSlack(
                        new ActionId("notice/slack"),
                        Set.of(),
                        SEND,
                        dr,
                        webhook,
                        PostToSlack.escaped(text.body(LONGEST_SLACK)))));
        return actions.isEmpty() ? Optional.empty() : Optional.of(new Plan(operation, estate.digest(), actions));
    }

    private static Action publish(String name, String region, String topic, String subject, String message) {
        return new PublishNotice(new ActionId("notice/" + name), Set.of(), SEND, region, topic, subject, message);
    }

    private static String subject(String text) {
        String line = NOT_IN_SUBJECTS.matcher(text).replaceAll(" ");
        if (line.length() <= LONGEST_SUBJECT) {
            return line;
        }
        boolean inPair = Character.isHighSurrogate(line.charAt(LONGEST_SUBJECT - 1));
        return line.substring(0, inPair ? LONGEST_SUBJECT - 1 : LONGEST_SUBJECT);
    }
}
