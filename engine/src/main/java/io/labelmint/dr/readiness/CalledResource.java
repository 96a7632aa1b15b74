package io.labelmint.dr.readiness;

import io.labelmint.dr.aws.PlannedCall;
import java.util.Optional;

/** The resource a call is about, as far as its parameters name one. */
final class CalledResource {
    private static final int PARTITION = 1;
    private static final int ACCOUNT = 4;

    private CalledResource() {}

    /**
     * Its ARN; empty if the call names none that policies tell apart.
     *
     * @param role ARN of the role that makes it, whose account it is in
     */
    static Optional<String> of(PlannedCall call, String role) {
        String[] arn = role.split(":", -1);
        if (arn.length <= ACCOUNT) {
            return Optional.empty();
        }
        String partition = arn[PARTITION];
        String account = arn[ACCOUNT];
        if (call.service().equals("rds")) {
            return text(call, "DBInstanceIdentifier")
                    .map(name -> "arn:" + partition + ":rds:" + call.region() + ":" + account + ":db:" + name);
        }
        if (call.service().equals("s3")) {
            return text(call, "Bucket")
                    .flatMap(
                            bucket -> text(call, "Key").map(key -> "arn:" + partition + ":s3:::" + bucket + "/" + key));
        }
        if (call.service().equals("ecs")) {
            return text(call, "cluster")
                    .flatMap(cluster -> text(call, "service")
                            .map(service -> "arn:" + partition + ":ecs:" + call.region() + ":" + account + ":service/"
                                    + cluster + "/" + service));
        }
        return Optional.empty();
    }

    /** A text of that name, in whatever case the API writes it. */
    private static Optional<String> text(PlannedCall call, String name) {
        return call.parameters().entrySet().stream()
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
                .map(parameter -> String.valueOf(parameter.getValue()))
                .filter(value -> !value.contains("${"))
                .findFirst();
    }
}
