package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Validation.Query;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Does it answer the declared questions as declared? Other answers are told by their hash, because they may be data. */
final class QueriesLevel implements Level {
    @Override
    public String id() {
        return "restore.queries";
    }

    @Override
    public String objective() {
        return "what must be true of the data is true of the copy";
    }

    @Override
    public String look(Copy copy, Tally tally) {
        List<Query> queries = copy.validation().queries();
        if (queries.isEmpty()) {
            tally.unknown(Problem.of(
                    "restore.no-queries-declared",
                    "No question is declared whose answer is known.",
                    "Add queries: to validation, for example one that counts rows no business rule allows, and expects"
                            + " \"0\"."));
            return "";
        }
        for (Query query : queries) {
            try {
                judge(query, copy, tally);
            } catch (ProblemException e) {
                tally.fact("query." + query.name(), "not answered");
                tally.unknown(e.problem().with("query", query.name()));
            }
        }
        return "All " + queries.size() + " declared questions were answered as declared.";
    }

    private static void judge(Query query, Copy copy, Tally tally) {
        Optional<String> answer = copy.timed(
                () -> copy.probe().ask(query.sql()), time -> tally.fact("ms." + query.name(), time.toMillis()));
        if (answer.equals(Optional.of(query.expect()))) {
            tally.fact("query." + query.name(), "as expected");
            return;
        }
        tally.fact(
                "query." + query.name(),
                answer.map(text -> "SHA-256 " + sha256(text)).orElse("no value"));
        tally.wrong(
                "The question " + query.name() + " was not answered with \"" + query.expect() + "\".",
                "Ask it of the source: if that answers alike, the declaration is wrong, and else the copy is.");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
