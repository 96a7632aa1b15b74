package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Arn;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules of identifiers: RDS API reference, CreateDBInstance and CreateDBSnapshot. RDS keeps them in lower case. */
final class RdsNames {
    private static final Pattern NAME = Pattern.compile("[a-z](-?[a-z0-9])*");
    private static final int LONGEST_INSTANCE = 63;
    private static final int LONGEST = 255;

    private RdsNames() {}

    static String newInstance(String id) {
        return newInstance("DBInstanceIdentifier", id);
    }

    /** The identifier of an instance to be, given as {@code parameter}. */
    static String newInstance(String parameter, String id) {
        return valid(parameter, id, LONGEST_INSTANCE);
    }

    static String newSnapshot(String id) {
        return valid("DBSnapshotIdentifier", id, LONGEST);
    }

    /** The name of a parameter or option group to be: RDS API reference, CreateDBParameterGroup and CreateOptionGroup. */
    static String newGroup(String parameter, String name) {
        return valid(parameter, name, LONGEST);
    }

    /** The identifier of an existing resource, given as its name or ARN. */
    static String existing(String nameOrArn, String kind) {
        String name = Arn.parse(nameOrArn).map(Arn::resource).orElse(nameOrArn == null ? "" : nameOrArn);
        String prefix = kind + ":";
        return (name.startsWith(prefix) ? name.substring(prefix.length()) : name).toLowerCase(Locale.ROOT);
    }

    /** The region an existing resource lives in, if its name says so. */
    static String region(String nameOrArn, String otherwise) {
        return Arn.parse(nameOrArn).map(Arn::region).orElse(otherwise);
    }

    private static String valid(String parameter, String id, int longest) {
        String name = id == null ? "" : id.toLowerCase(Locale.ROOT);
        if (name.length() > longest || !NAME.matcher(name).matches()) {
            throw RdsErrors.invalidValue("The parameter " + parameter + " is not a valid identifier. Identifiers must"
                    + " begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end"
                    + " with a hyphen or contain two consecutive hyphens.");
        }
        return name;
    }
}
