package io.labelmint.dr.plan;

/** What makes it safe to start an action again after a start whose answer was lost. */
public enum RepeatRule {
    /** The resource's name is derived from the operation: a second call answers "already exists". */
    NAME,
    /** The call carries a client token: a second call with the same token answers as the first did. */
    TOKEN,
    /** The call sets an absolute state: setting it again changes nothing. */
    SETS,
    /** What was started is found by source, destination and time window; started again only when positively absent. */
    MATCH,
    /**
     * Nothing can tell whether it was done, and twice would be wrong: it is never started again, and the doubt is
     * recorded. Messages to people are of this kind.
     */
    ONCE
}
