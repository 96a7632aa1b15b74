package io.labelmint.dr.runbook;

import io.labelmint.dr.estate.Estate;
import java.util.ArrayList;
import java.util.List;

/** What has to be in order before the first command of a runbook: a shell, credentials, and nothing that leads to the lost region. */
record Preflight(Estate estate) {

    void into(Markdown text) {
        String dr = estate.regions().dr();
        text.heading(2, "2. Before the first command");
        text.list(List.of(
                "A shell (bash) with `aws`, `curl` and `psql`; CloudShell of " + dr + " has what is needed of AWS. The"
                        + " commands were held against AWS CLI " + Runbook.CHECKED_WITH
                        + "; version 2 takes the same. Older ones than 2021 lack `route53-recovery-cluster`.",
                "Credentials that need nothing of " + estate.regions().primary()
                        + ": a session of IAM Identity Center, a user,"
                        + " or a role through the *regional* endpoint of STS. The permissions are those of `dr iam-policy`;"
                        + " IAM itself may not be changeable now.",
                "This page on your own disk: it may be gone from the browser in an hour."));
        List<String> lines = new ArrayList<>();
        lines.add("export AWS_STS_REGIONAL_ENDPOINTS=regional AWS_DEFAULT_REGION=" + Shell.word(dr)
                + " AWS_PAGER= AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=2");
        lines.add("aws --version");
        lines.add(AwsCommand.reading("sts", "get-caller-identity", dr).toString());
        text.commands(lines);
        estate.access()
                .account()
                .ifPresent(account -> text.paragraph("It must print account `" + account + "`. In another one, stop."));
        estate.access().drRole().ifPresent(role -> role(text, dr, role));
        text.paragraph(
                "No command here is `aws ... wait`: those give up after 10 to 30 minutes, and restores take longer."
                        + " The loops below go on until you stop them with Ctrl-C.");
    }

    private void role(Markdown text, String dr, String role) {
        AwsCommand assume =
                AwsCommand.reading("sts", "assume-role", dr, "--role-arn", role, "--role-session-name", "break-glass");
        text.paragraph("The product acts there in the role `" + role + "`. If your own permissions do not suffice, take"
                + " it on, and export what it prints as `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and"
                + " `AWS_SESSION_TOKEN`:");
        text.commands(List.of(estate.access()
                .externalId()
                .map(id -> assume.and("--external-id", id))
                .orElse(assume)
                .toString()));
    }
}
