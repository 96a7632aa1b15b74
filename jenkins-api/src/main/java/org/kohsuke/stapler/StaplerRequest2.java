package org.kohsuke.stapler;

import net.sf.json.JSONObject;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface StaplerRequest2 {
    void bindJSON(Object bean, JSONObject src);
}
