import io.labelmint.dr.ProvisionArguments
import io.labelmint.dr.ProvisionPipeline

/** Creates and changes with Terraform what an estate declares, once people have approved it. Arguments: drProvision.txt. */
def call(Map arguments = [:]) {
    new ProvisionPipeline(this, new ProvisionArguments(arguments)).run()
}
