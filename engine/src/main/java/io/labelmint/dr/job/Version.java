package io.labelmint.dr.job;

import java.util.Optional;

/** The version of this program, as its jar says. */
public final class Version {
    public static final String CURRENT = Optional.ofNullable(
                    Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
