package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.BucketObjects;
import java.util.Optional;

/**
 * Pages as objects of the bucket of the ledgers, written by the same clients, so in the DR region only. One attempt at a
 * page is made: the next page says more.
 *
 * @param objects the objects of the bucket
 * @param folder where the pages are, in words
 * @param prefix what the keys of pages begin with
 */
record BucketBoard(BucketObjects objects, String folder, String prefix) implements Board {
    private static final String HTML = "text/html; charset=utf-8";

    @Override
    public String where(String name) {
        return folder + name;
    }

    @Override
    public void put(String name, String html) {
        Optional<AwsError> error = objects.replace(prefix + name, html, HTML);
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
}
