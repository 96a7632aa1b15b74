package io.labelmint.dr

/** Has those who answer for an estate sign what a build has shown. Until they have, the build waits, and takes no executor. */
class SignOff implements Serializable {
    private static final long serialVersionUID = 1L

    /** Minutes of a day. */
    private static final long DAY = 1440

    final script
    final Arguments arguments

    SignOff(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    /**
     * Of all runs of the build, which are called {@code what}, and that {@code practice} was done again, if it is given. What
     * nobody signs in time is withdrawn, and ends the build.
     */
    void ask(String what, Map target, String practice = '') {
        Map whole = target.subMap(['estate', 'estateYaml', 'rehearsal', 'pace'])
        Map plan = script.drSignOff(whole + [action: 'plan'] + (practice ? [of: practice] : [:]))
        // Those who sign are not on call: nobody is to be woken because they take their time.
        Map asked = plan + [escalateAfter: '']
        long days = (long) arguments.value('signWithin')
        new Approval(script, arguments, 'drSignOff', days * DAY).ask("Sign the ${what}".toString(), asked, whole)
        script.drSignOff(whole + [action: 'execute', run: plan.run, digest: plan.digest])
        new EvidenceArchive(script, arguments).keep()
    }
}
