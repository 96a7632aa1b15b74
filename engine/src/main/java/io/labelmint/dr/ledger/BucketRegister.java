package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.aws.BucketObjects.Unread;
import io.labelmint.dr.ledger.StateBucket.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A register as objects of the bucket of the ledgers, {@code PREFIX evidence/NAME/00000001} and so on, each put with
 * {@code If-None-Match}: S3 decides who of two was first.
 *
 * @param objects the objects of the bucket
 * @param bucket how entries are written, and doubts settled
 * @param folder what the keys of the entries begin with
 */
record BucketRegister(BucketObjects objects, StateBucket bucket, String folder) implements Register {
    private static final Pattern ENTRY = Pattern.compile("\\d{8,18}");

    @Override
    public String where() {
        return bucket.where() + folder.substring(bucket.prefix().length());
    }

    /** Lists what there is: a request for every thousand entries. */
    @Override
    public long last() {
        try {
            List<String> names = objects.keys(folder).stream()
                    .map(key -> key.substring(folder.length()))
                    .filter(name -> ENTRY.matcher(name).matches())
                    .toList();
            return names.isEmpty() ? 0 : Long.parseLong(names.get(names.size() - 1));
        } catch (Unread e) {
            throw problem("register.unreadable", "read", e.error());
        }
    }

    @Override
    public String read(long number) {
        try {
            return objects.read(key(number)).text();
        } catch (Unread e) {
            throw problem("register.unreadable", "read", e.error());
        }
    }

    @Override
    public boolean enter(long number, String text) {
        Outcome outcome = bucket.write(
                key(number),
                text,
                UUID.randomUUID().toString(),
                Optional.empty(),
                error -> problem("register.unwritable", "written", error));
        return outcome instanceof Outcome.Won;
    }

    private String key(long number) {
        return folder + "%08d".formatted(number);
    }

    private ProblemException problem(String code, String how, AwsError error) {
        Problem why = error.problem();
        return Problem.of(code, "The register in " + where() + " cannot be " + how + ": " + why.summary(), why.remedy())
                .with("place", where())
                .asException();
    }
}
