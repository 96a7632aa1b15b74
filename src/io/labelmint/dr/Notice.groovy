package io.labelmint.dr

/**
 * Tells people how this build went, through the channels of the estate: of all runs it began, and of what its steps
 * failed with before they had begun one. The step knows both.
 */
class Notice implements Serializable {
    private static final long serialVersionUID = 1L

    final script
    final Map target

    Notice(script, Map target) {
        this.script = script
        this.target = target
    }

    /**
     * Tells it.
     *
     * @param name what the whole is called
     * @param when {@code always}, {@code red} or {@code news}
     */
    void tell(String name, String when) {
        // Not narrowed: what the runs cover, they know themselves.
        Map whole = target.subMap(['estate', 'estateYaml', 'rehearsal'])
        script.drNotify(whole + [name: name, when: when])
    }
}
