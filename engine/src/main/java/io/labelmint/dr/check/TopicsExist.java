package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.TopicAttributes;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Do the declared SNS topics exist, and does somebody listen? A subscription that nobody confirmed gets nothing. */
public final class TopicsExist implements Check {
    /** Attribute of GetTopicAttributes (Amazon SNS API Reference). */
    private static final String CONFIRMED = "SubscriptionsConfirmed";

    private static final String PENDING = "SubscriptionsPending";

    @Override
    public String id() {
        return "topics.exist";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        List<Finding> findings = new ArrayList<>();
        estate.notifications()
                .drTopic()
                .ifPresent(topic -> findings.add(finding(estate.regions().dr(), topic, observatory)));
        estate.notifications()
                .primaryTopic()
                .ifPresent(topic -> findings.add(finding(estate.regions().primary(), topic, observatory)));
        if (estate.notifications().drTopic().isEmpty()) {
            // A topic in the primary region tells nobody that the primary region is gone.
            Look look = look(estate.name());
            findings.add(look.failed(
                    "No topic is declared in " + estate.regions().dr() + ", so nobody is told when "
                            + estate.regions().primary() + " is lost.",
                    "Create one, have people subscribe, and declare it as notifications.drTopic.",
                    Facts.of("region", estate.regions().dr())));
        }
        return findings;
    }

    private Look look(String subject) {
        return new Look(id(), subject, "people are told", Controls.MONITORING);
    }

    private Finding finding(String region, String topic, Observatory observatory) {
        Assessment assessment = new Assessment(look(topic));
        assessment.of(observatory.read(new TopicAttributes(region, topic)), found -> judge(assessment, topic, found));
        return assessment.conclude("Topic " + topic + " has confirmed subscriptions.");
    }

    private static void judge(Assessment assessment, String topic, Optional<Map<String, String>> found) {
        if (found.isEmpty()) {
            assessment.wrong("There is no topic " + topic + ".", "Create it, or correct its ARN in the estate file.");
            return;
        }
        String confirmed = found.get().getOrDefault(CONFIRMED, "0");
        assessment.fact("confirmed", confirmed);
        assessment.fact("pending", found.get().get(PENDING));
        if (Integer.parseInt(confirmed) == 0) {
            assessment.wrong(
                    "Nobody listens to topic " + topic + ": it has no confirmed subscription.",
                    "Subscribe the people on call and have them confirm.");
        }
    }
}
