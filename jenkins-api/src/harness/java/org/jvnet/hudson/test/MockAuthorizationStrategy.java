package org.jvnet.hudson.test;

import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class MockAuthorizationStrategy extends AuthorizationStrategy {
    public MockAuthorizationStrategy() {
        super();
    }

    public Grant grant(Permission... permissions) {
        throw SignatureOnly.called();
    }

    /** Signature of the type of this name. */
    public class Grant {
        Grant() {}

        public GrantOn everywhere() {
            throw SignatureOnly.called();
        }

        /** Signature of the type of this name. */
        public class GrantOn {
            GrantOn() {}

            public MockAuthorizationStrategy to(String... sids) {
                throw SignatureOnly.called();
            }
        }
    }
}
