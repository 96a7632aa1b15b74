package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/**
 * What a pipeline was called with, over its defaults. Pure: it calls no step, so all of it may run outside CPS.
 *
 * What is wrong with the arguments is told by {@link #mistake}, in one sentence of what and one of what to do; nothing
 * else here may be asked before it.
 */
class Arguments implements Serializable {
    private static final long serialVersionUID = 1L

    final String pipeline
    final Map values

    /** Names of what it was given. */
    final List given

    /** Arguments that are null count as left out, so that a Jenkinsfile may hand on what it was not given itself. */
    Arguments(String pipeline, Map defaults, Map given) {
        this.pipeline = pipeline
        Map merged = [
            estate: '', estateYaml: '', only: [], rehearsal: false, pace: 0, archive: false, label: '', configure: true
        ]
        merged.putAll(defaults)
        List names = []
        for (Object key : new ArrayList(given.keySet())) {
            Object value = given.get(key)
            if (value != null) {
                names.add(key.toString())
                merged.put(key.toString(), value instanceof GString ? value.toString() : value)
            }
        }
        this.values = merged
        this.given = names
    }

    /** Names of the arguments, sorted. */
    @NonCPS
    static List names() {
        return [
            'archive', 'configure', 'estate', 'estateYaml', 'keepBuilds',
            'label', 'only', 'pace', 'rehearsal', 'schedule', 'tell'
        ]
    }

    /** Names of the arguments of this pipeline, sorted. */
    @NonCPS
    List known() {
        List own = [drWeekly: ['accessAudit'], drQuarterly: signed(), drAnnual: signed()].get(pipeline)
        List known = names() + (own ?: [])
        Collections.sort(known)
        return known
    }

    /** Names of the arguments of pipelines that have their runs signed, sorted. */
    @NonCPS
    static List signed() {
        return ['practice', 'signWithin', 'submitter']
    }

    /** What is wrong with the arguments, and what to do; empty if nothing is. */
    @NonCPS
    String mistake() {
        List unknown = new ArrayList(given) - known()
        if (unknown) {
            return "${pipeline} has no argument ${unknown.join(', ')}. Its arguments are ${known().join(', ')}."
        }
        if (!values.estate && !values.estateYaml) {
            return "${pipeline} was not told which estate it is for. Give estate: with a name from Manage Jenkins," +
                ' System, Disaster recovery, or estateYaml: with the text of an estate file.'
        }
        if (values.estate && values.estateYaml) {
            return "${pipeline} was given both estate: and estateYaml:. Leave one of them out."
        }
        if (!['always', 'red', 'news'].contains(values.tell)) {
            return "${pipeline} cannot tell people '${values.tell}'. Give tell: 'always', 'red' or 'news'."
        }
        for (String flag : ['archive', 'configure', 'rehearsal']) {
            if (!(values.get(flag) instanceof Boolean)) {
                return "${pipeline} was given ${flag}: ${values.get(flag)}, which is neither true nor false." +
                    ' Write it without quotes.'
            }
        }
        if (!(values.pace instanceof Number) || values.pace < 0) {
            return "${pipeline} was given pace: ${values.pace}, which is no pace." +
                ' Give the virtual seconds that pass in a real one, or 0 for as fast as possible.'
        }
        if (!(values.keepBuilds instanceof Integer) || values.keepBuilds < 1) {
            return "${pipeline} cannot keep ${values.keepBuilds} builds. Give keepBuilds: a whole number from 1."
        }
        boolean cron = values.schedule instanceof String && values.schedule.trim()
        if (values.schedule != null && values.schedule != false && !cron) {
            return "${pipeline} was given schedule: ${values.schedule}, which is no schedule." +
                ' Give it cron text, or false for none.'
        }
        if (!(values.only instanceof String) && !(values.only instanceof Collection)) {
            return "${pipeline} was given only: ${values.only}, which names no stores." +
                " Give a list: only: ['orders-db']."
        }
        if (values.accessAudit != null && !(values.accessAudit instanceof Closure)) {
            return "${pipeline} was given accessAudit: ${values.accessAudit}, which is nothing to run." +
                " Give it steps: accessAudit: { build 'access-audit' }."
        }
        if (values.signWithin != null &&
                (!(values.signWithin instanceof Integer) || values.signWithin < 1 || values.signWithin > 14)) {
            return "${pipeline} cannot wait ${values.signWithin} days for those who sign, because what is to be signed is good" +
                ' for two weeks. Give signWithin: a whole number from 1 to 14.'
        }
        if (values.practice && !['documents', 'training'].contains(values.practice)) {
            return "${pipeline} cannot have '${values.practice}' signed. Give practice: 'training' or 'documents'."
        }
        if (pipeline == 'drRedisSnapshot' && !namesIn(values.only)) {
            return "${pipeline} was not told which caches to snapshot." +
                " Give only: with their ids in the estate: only: ['sessions']."
        }
        return ''
    }

    /**
     * What the steps of this build are asked to work on.
     *
     * @param parameters those of the build; what a person typed in there goes before the arguments
     */
    @NonCPS
    Map target(Map parameters) {
        Map target = values.estate ? [estate: values.estate] : [estateYaml: values.estateYaml]
        List only = namesIn(parameters.get('ONLY') ?: '') ?: namesIn(values.only)
        if (only) {
            target.put('only', only)
        }
        if (values.rehearsal || parameters.get('REHEARSAL') == true) {
            target.put('rehearsal', true)
            if (values.pace) {
                target.put('pace', values.pace)
            }
        }
        return target
    }

    /** The argument {@code name}. */
    @NonCPS
    Object value(String name) {
        return values.get(name)
    }

    /** Whether the evidence is to be archived, which takes a node. */
    @NonCPS
    boolean archives() {
        return values.archive || values.label
    }

    @NonCPS
    private static List namesIn(Object given) {
        List names = []
        for (Object part : (given instanceof Collection ? given : given.toString().split(','))) {
            String name = part.toString().trim()
            if (name) {
                names.add(name)
            }
        }
        return names
    }
}
