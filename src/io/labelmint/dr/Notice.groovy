package io.labelmint.dr

/** Tells people how the runs of this build went, through the channels of the estate. */
class Notice implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Map target

    Notice(script, Map target) {
        this.script = script
        this.target = target
    }

    /**
     * Tells of {@code runs}.
     *
     * @param name what the whole is called
     * @param when {@code always}, {@code red} or {@code news}
     */
    Map tell(List runs, String name, String when) {
        // Not narrowed: what the runs cover, they know themselves. A copy, because more runs are made after this one.
        Map whole = target.subMap(['estate', 'estateYaml', 'rehearsal'])
        return script.drNotify(whole + [runs: new ArrayList(runs), name: name, when: when])
    }
}
