package io.labelmint.dr.simulator.iam;

import io.labelmint.dr.simulator.core.Script;

/** What can be scripted about IAM. */
public final class IamScripts {
    private IamScripts() {}

    /** The principal of this ARN uses {@code what} now: a service, such as {@code ec2}, or an action, {@code ec2:RunInstances}. */
    public static Script used(String principal, String what) {
        return new Script(usage(principal, what), "used");
    }

    static String usage(String principal, String what) {
        return "iam.used." + principal + "." + what;
    }
}
