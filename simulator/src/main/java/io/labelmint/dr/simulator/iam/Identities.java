package io.labelmint.dr.simulator.iam;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The users, groups and roles of the account. */
final class Identities {
    /** By kind and name. */
    private final Map<String, Identity> identities = new TreeMap<>();

    /** A new one; AWS's error if there is one of the name. */
    Identity create(Context context, Identity.Kind kind, String path, String name) {
        String where = path == null ? "/" : path;
        String arn = new Arn("iam", "", context.account(), word(kind) + where + name).toString();
        Identity created = new Identity(kind, where, name, arn, context.now());
        if (identities.putIfAbsent(key(kind, name), created) != null) {
            String word = word(kind).substring(0, 1).toUpperCase(Locale.ROOT)
                    + word(kind).substring(1);
            throw IamErrors.exists(word + " with name " + name + " already exists.");
        }
        return created;
    }

    /** The one of that name; AWS's error if there is none. */
    Identity find(Identity.Kind kind, String name) {
        return Optional.ofNullable(identities.get(key(kind, name)))
                .orElseThrow(
                        () -> IamErrors.notFound("The " + word(kind) + " with name " + name + " cannot be found."));
    }

    void remove(Identity identity) {
        identities.remove(key(identity.kind, identity.name));
    }

    Collection<Identity> all() {
        return identities.values();
    }

    private static String key(Identity.Kind kind, String name) {
        return word(kind) + "/" + name;
    }

    private static String word(Identity.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
