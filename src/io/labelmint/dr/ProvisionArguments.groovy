package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/** What drProvision was called with. */
class ProvisionArguments extends ApprovedArguments implements Serializable {
    private static final long serialVersionUID = 1L

    ProvisionArguments(Map given) {
        super('drProvision', [
            directory: 'terraform', imports: false, sources: null, agent: '', approveWithin: 120
        ], given)
    }

    /** Names of the arguments, sorted. */
    @NonCPS
    static List names() {
        return [
            'agent', 'approveWithin', 'archive', 'configure', 'directory', 'estate', 'estateYaml', 'imports', 'keepBuilds',
            'label', 'pace', 'rehearsal', 'schedule', 'sources', 'submitter', 'tell'
        ]
    }

    @Override
    @NonCPS
    List known() {
        return names()
    }

    @Override
    @NonCPS
    String mistake() {
        String mistake = super.mistake()
        if (mistake) {
            return mistake
        }
        if (!(values.imports instanceof Boolean)) {
            return "${pipeline} was given imports: ${values.imports}, which is neither true nor false. Write it without quotes."
        }
        if (values.sources != null && !(values.sources instanceof Closure)) {
            return "${pipeline} was given sources: ${values.sources}, which is nothing to run." +
                " Give it steps: sources: { git 'https://git.example/infrastructure' }."
        }
        // Steps take it for a folder of the workspace; no shell ever sees it.
        String directory = values.directory.toString()
        if (!directory.matches('[A-Za-z0-9_-][A-Za-z0-9_./ -]*') || directory.contains('..') || directory.endsWith('/')) {
            return "${pipeline} was given directory: '${directory}', which is no folder of the sources." +
                " Give the one the module is in: directory: 'terraform'."
        }
        return ''
    }

    /** Whether what is there already is looked for, to be adopted: as given, or ticked in {@code parameters}. */
    @NonCPS
    boolean adopts(Map parameters) {
        return values.imports || parameters.get('IMPORTS') == true
    }
}
