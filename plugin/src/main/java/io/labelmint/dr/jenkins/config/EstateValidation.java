package io.labelmint.dr.jenkins.config;

import hudson.util.FormValidation;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.yaml.MistakesException;

/** What a form says about the declaration of an estate: what the loader says, with lines and columns. */
public final class EstateValidation {
    private EstateValidation() {}

    /** About {@code yaml}. */
    public static FormValidation of(String yaml) {
        try {
            Estate estate = EstateLoader.parse(yaml, "line");
            return FormValidation.ok("Estate " + estate.name() + " with "
                    + estate.stores().size() + " stores, from "
                    + estate.regions().primary() + " into " + estate.regions().dr() + ".");
        } catch (MistakesException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
