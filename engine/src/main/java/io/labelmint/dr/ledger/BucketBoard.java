package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.aws.BucketObjects.Stored;
import io.labelmint.dr.aws.BucketObjects.Unread;
import java.util.Optional;

/**
 * Pages as objects of the bucket of the ledgers, written by the same clients, so in the DR region only. One attempt at a
 * page is made: the next page says more.
 *
 * @param objects the objects of the bucket
 * @param bucket its name
 * @param prefix what the keys of ledgers begin with
 * @param folder what follows in the keys of pages
 */
record BucketBoard(BucketObjects objects, String bucket, String prefix, String folder) implements Board {
    private static final String HTML = "text/html; charset=utf-8";

    /** Browsers show it; {@code text/markdown} (RFC 7763) they offer to save. */
    private static final String TEXT = "text/plain; charset=utf-8";

    @Override
    public String where(String name) {
        return "s3://" + bucket + "/" + key(name);
    }

    private String key(String name) {
        return prefix + folder + "/" + name;
    }

    @Override
    public void put(String name, String text) {
        Optional<AwsError> error = objects.replace(key(name), text, name.endsWith(".html") ? HTML : TEXT);
        if (error.isPresent()) {
            Problem why = error.get().problem();
            throw Problem.of(
                            "board.unwritable",
                            "Page " + where(name) + " cannot be written: " + why.summary(),
                            why.remedy())
                    .with("page", where(name))
                    .asException();
        }
    }

    @Override
    public Optional<String> find(String name) {
        try {
            return objects.find(key(name)).map(Stored::text);
        } catch (Unread e) {
            Problem why = e.error().problem();
            throw Problem.of(
                            "board.unreadable",
                            "Page " + where(name) + " cannot be read: " + why.summary(),
                            why.remedy())
                    .with("page", where(name))
                    .asException(e);
        }
    }

    @Override
    public Board beside(String other) {
        return new BucketBoard(objects, bucket, prefix, other);
    }
}
