package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.yaml.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Are there as many keys as the source had? Keys that expire do so in a copy as well, and those that had expired by the
 * time it was loaded are left out, so the number found says little of a session store. What is compared is what expiry
 * does not change: the keys that were in the file, which servers from Redis 7 on count when they load it, and otherwise
 * the keys that do not expire, which CloudWatch counts too.
 */
final class KeysLevel implements CacheLevel {
    private static final String REMEDY =
            "Compare the snapshot with the source: keys were lost or ruined, there or on the way, or another snapshot was"
                    + " restored than one thinks.";

    @Override
    public String id() {
        return "restore.redis-keys";
    }

    @Override
    public String objective() {
        return "the copy holds as many keys as the source did";
    }

    @Override
    public String look(CacheCopy copy, Tally tally) {
        CacheServer server = copy.probe().server();
        tally.fact("keys", server.keys());
        tally.fact("keysExpiring", server.expiring());
        tally.fact("keysExpired", server.expired());
        tally.fact("keysLoaded", server.loaded().orElse(null));
        tally.fact("keysExpiredBefore", server.expiredBefore().orElse(null));
        tally.fact("minKeys", copy.validation().minKeys());
        tally.fact("tolerance", Share.print(copy.validation().tolerance()));
        if (server.keys() < copy.validation().minKeys()) {
            tally.wrong(
                    "The copy holds " + server.keys() + " keys, and "
                            + copy.validation().minKeys() + " are the least that is declared.",
                    REMEDY);
        }
        CountedKeys source = copy.source().get();
        tally.fact("sourceKeys", source.keys());
        tally.fact("sourceKeysExpiring", source.expiring().orElse(null));
        tally.fact("sourceCountedAt", source.at());
        if (server.loaded().isPresent() && server.expiredBefore().isPresent()) {
            byFile(copy, server, source, tally);
        } else {
            byLastingKeys(copy, server, source, tally);
        }
        return "The copy holds as many keys as the source did when the snapshot was taken.";
    }

    private static void byFile(CacheCopy copy, CacheServer server, CountedKeys source, Tally tally) {
        long loaded = server.loaded().orElseThrow();
        compare("keys in the file", loaded + server.expiredBefore().orElseThrow(), source.keys(), copy, tally);
        long least = loaded - server.expired() - server.evicted();
        if (server.keys() < least || server.keys() > loaded) {
            tally.wrong(
                    "The copy holds " + server.keys() + " keys, of " + loaded + " that were loaded and "
                            + server.expired() + " that expired since: somebody changes it.",
                    "Find out what else connects to the copy; nothing but this probe should.");
        }
    }

    private static void byLastingKeys(CacheCopy copy, CacheServer server, CountedKeys source, Tally tally) {
        if (source.expiring().isEmpty()) {
            tally.unknown(Problem.of(
                    "restore.expiry-unknown",
                    "CloudWatch did not count how many keys of the source expire (CurrVolatileItems), and the copy does"
                            + " not say how many were in the file.",
                    "Restore with Redis 7 or later, or see why the metric is missing."));
            return;
        }
        long lasting = source.keys() - source.expiring().get();
        if (lasting <= 0) {
            tally.unknown(Problem.of(
                    "restore.expiry-unknown",
                    "All keys of the source expire, and the copy does not say how many were in the file, so nobody knows"
                            + " which are lost and which expired.",
                    "Restore with Redis 7 or later, which counts the keys it loads."));
            return;
        }
        compare("keys that do not expire", server.keys() - server.expiring(), lasting, copy, tally);
        long most = source.keys() + slack(source.keys(), copy);
        if (server.keys() > most) {
            tally.wrong("The copy holds " + server.keys() + " keys, more than the source did.", REMEDY);
        }
    }

    private static void compare(String what, long found, long expected, CacheCopy copy, Tally tally) {
        long slack = slack(expected, copy);
        if (Math.abs(found - expected) > slack) {
            tally.wrong(
                    "The number of " + what + " is " + found + ", but the source had " + expected
                            + " when the snapshot was taken, and the tolerance is "
                            + Share.print(copy.validation().tolerance()) + ".",
                    REMEDY);
        }
    }

    private static long slack(long expected, CacheCopy copy) {
        return BigDecimal.valueOf(expected)
                .multiply(copy.validation().tolerance())
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
