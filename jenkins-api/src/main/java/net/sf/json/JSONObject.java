package net.sf.json;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public final class JSONObject {
    private JSONObject() {}
}
