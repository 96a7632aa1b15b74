package io.labelmint.dr

/**
 * Plan with Terraform, check, have each lock and then the plan approved, apply, prove: the stages of drProvision. Terraform runs
 * on an agent, which is given back while people are asked. What they approve goes from one agent to the other in a stash, and
 * the plugin compares it before it is applied.
 */
class ProvisionPipeline implements Serializable {
    private static final long serialVersionUID = 1L

    private static final String STASH = 'dr-provision'

    /** Hours within which an agent has to be there and Terraform has to have planned. */
    private static final long PLANNING = 4

    final script
    final Arguments arguments

    ProvisionPipeline(script, Arguments arguments) {
        this.script = script
        this.arguments = arguments
    }

    void run() {
        Map target = new Opening(script, arguments).target()
        def terraform = new Terraform(script, target)
        Map check = planned(target, terraform)
        if (!check.changes) {
            script.currentBuild.description = 'Terraform has nothing to do.'
            script.stage('Evidence') { new EvidenceArchive(script, arguments).keep() }
            return
        }
        Map plan = script.stage('Approve') { approved(target, terraform, check) }

        Stages stages = new Stages(script)
        applied(stages, target, terraform, plan)
        stages.run('Tell') { new Notice(script, target).tell('provisioning', arguments.value('tell')) }
        stages.run('Evidence') { new EvidenceArchive(script, arguments).keep() }
        stages.end()
    }

    /** What is found in the plan, which is in the stash then; without {@code changes} there is nothing to do. */
    Map planned(Map target, terraform) {
        Map check = [:]
        script.timeout(time: PLANNING, unit: 'HOURS') {
            script.node(arguments.value('agent')) {
                script.deleteDir() // nothing of an earlier build is to be planned, or adopted
                script.stage('Sources') { sources() }
                script.dir(arguments.value('directory')) {
                    script.stage('Variables') { inputs(target) }
                    check.put('changes', script.stage('Plan') { terraform.plan() })
                    script.stage('Check') { check.putAll(checked(target, terraform, check.changes)) }
                }
                // What terraform init brings along, it brings again.
                script.stash(name: STASH, includes: "${arguments.value('directory')}/**".toString(),
                    excludes: '**/.terraform/**')
            }
        }
        return check
    }

    /** From the job's own repository, unless it was told another way. */
    void sources() {
        def own = arguments.value('sources')
        if (own) {
            own.call()
        } else {
            script.checkout(script.scm)
        }
    }

    void inputs(Map target) {
        script.drTerraformInputs(target + [
            file: 'estate.auto.tfvars.json', imports: arguments.adopts(script.params) ? 'imports.tf' : ''
        ])
    }

    /** What is red fails the build before anybody is asked; that there is nothing to do is evidence as well. */
    Map checked(Map target, terraform, boolean changes) {
        if (changes) {
            return script.drTerraform(target + [plan: 'plan.json', file: terraform.file()])
        }
        return script.drTerraform(target + [action: 'prove', plan: 'plan.json'])
    }

    /** The plan, when everybody has approved it who has to, and every lock in it before. */
    Map approved(Map target, terraform, Map check) {
        List vaults = new ArrayList(check.locks.keySet())
        int next = 0
        while (next < vaults.size()) {
            String vault = vaults.get(next).toString()
            Map lock = submitted(target, terraform, [lock: vault])
            String what = "Lock vault ${vault}: ${check.locks.get(vault)}"
            new Approval(script, arguments, 'drTerraform').ask(what, lock, target)
            decided(script.drTerraform(target + [action: 'execute', run: lock.run, digest: lock.digest]))
            next = next + 1
        }
        Map plan = submitted(target, terraform, [:])
        script.currentBuild.description = "Plan ${plan.shortDigest}".toString()
        new Approval(script, arguments, 'drTerraform').ask('Apply the plan of Terraform', plan, target)
        return plan
    }

    /** Takes an agent for as long as it takes to read two files. */
    Map submitted(Map target, terraform, Map lock) {
        Map plan = [:]
        script.node(arguments.value('agent')) {
            script.deleteDir()
            script.unstash(STASH)
            script.dir(arguments.value('directory')) {
                plan.putAll(script.drTerraform(target + lock + [action: 'plan', plan: 'plan.json', file: terraform.file()]))
            }
        }
        return plan
    }

    /** What was begun is looked at, whatever became of it. */
    void applied(Stages stages, Map target, terraform, Map plan) {
        Map state = [:]
        script.node(arguments.value('agent')) {
            script.deleteDir()
            script.unstash(STASH)
            script.dir(arguments.value('directory')) {
                stages.run('Apply') { apply(target, terraform, plan, state) }
                if (state.begun) {
                    stages.run('Prove') { prove(target, terraform, plan) }
                }
            }
        }
    }

    /** The file is compared as the last thing before it is applied, on the agent it is applied from. */
    void apply(Map target, terraform, Map plan, Map state) {
        terraform.init()
        decided(script.drTerraform(
            target + [action: 'execute', run: plan.run, digest: plan.digest, file: terraform.file()]))
        if (target.rehearsal) {
            script.echo('This is a rehearsal: it was approved, and nothing is applied.')
            return
        }
        state.put('begun', true)
        terraform.apply()
    }

    /** A decision that left something red is none: nothing is applied on the strength of it. */
    void decided(Map decision) {
        if (decision.green != true) {
            script.error("What was approved in run ${decision.run} is red, so nothing is applied. See its report.")
        }
    }

    void prove(Map target, terraform, Map plan) {
        boolean left = terraform.left()
        Map proof = script.drTerraform(target + [action: 'prove', plan: 'left.json', run: plan.run])
        if (left && proof.green == true) {
            script.unstable('Terraform says that something is left to do, and its plan does not say what. See its log.')
        }
    }
}
