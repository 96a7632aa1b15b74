package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Tally;

/** Does the data fit the nodes it was restored to, without a key having been evicted to make it fit? */
final class MemoryLevel implements CacheLevel {
    @Override
    public String id() {
        return "restore.redis-memory";
    }

    @Override
    public String objective() {
        return "what was restored fits the memory of its nodes";
    }

    @Override
    public String look(CacheCopy copy, Tally tally) {
        CacheServer server = copy.probe().server();
        tally.fact("usedBytes", server.usedBytes());
        tally.fact("maxBytes", server.maxBytes());
        tally.fact("evicted", server.evicted());
        tally.fact("evictionPolicy", server.evictionPolicy());
        String remedy = "Name a nodeType with more memory in the estate, and restore again.";
        if (server.evicted() > 0) {
            tally.wrong(server.evicted() + " keys were evicted from the copy for want of memory.", remedy);
        }
        if (server.maxBytes() == 0) {
            tally.unknown(Problem.of(
                    "restore.no-memory-limit",
                    "The server says of no limit of its memory, as every node of ElastiCache has one.",
                    "Find out what answers at the endpoint of the copy."));
        } else if (server.usedBytes() > server.maxBytes()) {
            tally.wrong(
                    "The copy uses " + server.usedBytes() + " bytes of memory, and may use " + server.maxBytes() + ".",
                    remedy);
        }
        return "The copy uses " + server.usedBytes() + " of " + server.maxBytes()
                + " bytes of memory, and nothing was evicted.";
    }
}
