package restart

import com.cloudbees.groovy.cps.Continuable
import com.cloudbees.groovy.cps.SerializableScript

/**
 * Steps of a controller that may die at any of them: each one hands its name and arguments out and goes on with what
 * comes back, in whatever process that is. Transformed like the library, so that bodies are part of the program.
 */
abstract class Controller extends SerializableScript {
    def stage(String name, Closure body) { step('stage', name); body() }
    def timeout(Map limit, Closure body) { step('timeout', limit); body() }
    def parallel(Map branches) {
        step('parallel', branches.keySet().join(', '))
        Map ended = [:]
        List names = new ArrayList(branches.keySet())
        for (int i = 0; i < names.size(); i++) { // an iterator would not survive in this version of groovy-cps
            ended.put(names[i], branches.get(names[i]).call())
        }
        return ended
    }
    def node(String label, Closure body) { step('node', label); body() }
    def dir(String folder, Closure body) { step('dir', folder); body() }

    def drBackup(Map given) { step('drBackup', given) }
    def drVerifyReplication(Map given) { step('drVerifyReplication', given) }
    def drReadiness(Map given) { step('drReadiness', given) }
    def drHeartbeat(Map given) { step('drHeartbeat', given) }
    def drReview(Map given) { step('drReview', given) }
    def drRestorePitr(Map given) { step('drRestorePitr', given) }
    def drFailover(Map given) { step('drFailover', given) }
    def drFailback(Map given) { step('drFailback', given) }
    def input(Map question) { step('input', question) }
    def drNotify(Map given) { step('drNotify', given) }
    def drEvidence(Map given) { step('drEvidence', given) }
    def drTerraform(Map given) { step('drTerraform', given) }
    def drTerraformInputs(Map given) { step('drTerraformInputs', given) }
    def checkout(String scm) { step('checkout', scm) }
    def sh(String command) { step('sh', command) }
    def sh(Map given) { step('sh', given) }
    def fileExists(String file) { step('fileExists', file) }
    def stash(Map given) { step('stash', given) }
    def unstash(String name) { step('unstash', name) }
    def junit(Map given) { step('junit', given) }
    def archiveArtifacts(Map given) { step('archiveArtifacts', given) }
    def properties(List given) { step('properties', given) }
    def libraryResource(String path) { step('libraryResource', path) }
    def echo(String text) { step('echo', text) }
    def error(String text) { step('error', text) }
    def unstable(String text) { step('unstable', text) }
    def deleteDir() { step('deleteDir', '') }

    def disableConcurrentBuilds() { 'disableConcurrentBuilds' }
    def durabilityHint(String hint) { hint }
    def buildDiscarder(Object strategy) { strategy }
    def logRotator(Map given) { given }
    def parameters(List given) { given }
    def string(Map given) { given }
    def booleanParam(Map given) { given }
    def pipelineTriggers(List given) { given }
    def cron(String spec) { spec }

    def step(String name, Object argument) { Continuable.suspend([name, argument]) }
}
