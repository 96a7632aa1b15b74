package io.labelmint.dr

/**
 * Terraform in the current folder of an agent. No argument of a pipeline is part of a command, so there is nothing to escape. A
 * rehearsal runs none, because Terraform knows no simulated AWS: it goes by a plan somebody brought along.
 */
class Terraform implements Serializable {
    private static final long serialVersionUID = 1L

    /** The exit code of a plan with something to do ({@code terraform plan -detailed-exitcode}); without it is 0. */
    private static final long CHANGES = 2

    private static final String INIT = 'terraform init -input=false -no-color'
    private static final String PLAN =
        'terraform plan -input=false -no-color -lock-timeout=5m -detailed-exitcode -out=plan'
    private static final String SHOW = 'terraform show -json plan > plan.json'
    private static final String APPLY = 'terraform apply -input=false -no-color -lock-timeout=5m plan'
    private static final String PLAN_LEFT =
        'terraform plan -input=false -no-color -lock-timeout=5m -detailed-exitcode -out=left'
    private static final String SHOW_LEFT = 'terraform show -json left > left.json'

    final script
    final Map target

    Terraform(script, Map target) {
        this.script = script
        this.target = target
    }

    /** The file that is applied; in a rehearsal nothing is, and what is read stands for it. */
    String file() {
        return target.rehearsal ? 'plan.json' : 'plan'
    }

    /** Plans; whether there is something to do. */
    boolean plan() {
        if (target.rehearsal) {
            if (!script.fileExists('plan.json')) {
                script.error('drProvision rehearses how a plan is reviewed and approved, and not Terraform, which knows no' +
                    ' simulated AWS. Put a plan that was made before, by terraform show -json, into the sources as plan.json.')
            }
            script.echo('Terraform knows no simulated AWS: this rehearsal goes by the plan.json in the sources.')
            return true
        }
        init()
        return changes(PLAN, SHOW)
    }

    /** What has to be there before anything else. */
    void init() {
        if (target.rehearsal) {
            return
        }
        int code = script.sh(script: INIT, returnStatus: true)
        if (code != 0) {
            script.error("Terraform could not get what it needs before it plans (terraform init, exit code ${code}). Mend what it" +
                ' complains of above, and build again.')
        }
        // Terraform keeps there which backend it uses, if it was told one.
        if (!script.fileExists('.terraform/terraform.tfstate')) {
            script.error('Terraform was told no backend, so its state would be lost with the workspace of this build, and the' +
                ' next one would create everything once more. Put a backend.tf beside the module; see docs/provisioning.md.')
        }
    }

    /** Does what was planned, all of it or with an error that says how to go on. */
    void apply() {
        int code = script.sh(script: APPLY, returnStatus: true)
        if (code != 0) {
            script.error("Terraform did not do all of what was planned (exit code ${code}), and says above why. What it did" +
                ' stays done. Mend what it complains of and build again: the next plan has only what is left, and is approved anew.')
        }
    }

    /** Plans once more, as {@code left.json}; whether something is left to do. */
    boolean left() {
        return changes(PLAN_LEFT, SHOW_LEFT)
    }

    private boolean changes(String plan, String show) {
        int code = script.sh(script: plan, returnStatus: true)
        if (code != 0 && code != CHANGES) {
            script.error("Terraform could not plan (exit code ${code}). Correct what it complains of above, and build again.")
        }
        script.sh(show)
        return code == CHANGES
    }
}
