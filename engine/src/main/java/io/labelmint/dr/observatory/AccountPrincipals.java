package io.labelmint.dr.observatory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users and roles of an account, and what their policies say.
 *
 * @param principals users and roles, in the order they were told
 * @param policies the document of each managed policy, as JSON, by its ARN
 */
public record AccountPrincipals(List<Principal> principals, Map<String, String> policies) {
    public AccountPrincipals {
        principals = List.copyOf(principals);
        policies = Map.copyOf(policies);
    }

    /**
     * A user or a role.
     *
     * @param isUser whether it is a user
     * @param arn its ARN
     * @param name its name, which among roles is unique in the account, and so it is among users
     * @param documents inline policies, those of its groups included, as JSON
     * @param managed ARNs of managed policies, those of its groups included; a group that was not told stands for itself
     * @param boundary ARN of the managed policy beyond which it may do nothing
     * @param trust who may assume the role, as JSON
     */
    public record Principal(
            boolean isUser,
            String arn,
            String name,
            List<String> documents,
            List<String> managed,
            Optional<String> boundary,
            Optional<String> trust) {
        public Principal {
            documents = List.copyOf(documents);
            managed = List.copyOf(managed);
        }
    }
}
