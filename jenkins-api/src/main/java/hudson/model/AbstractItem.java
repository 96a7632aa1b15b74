package hudson.model;

import hudson.security.AccessControlled;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class AbstractItem extends Actionable implements Item, AccessControlled {
    AbstractItem() {}
}
