package io.labelmint.dr.evidence;

/** Says where in a file something is: the line, for people who open it, and the byte, for those with a hex editor. */
final class Position {
    private Position() {}

    /** The place of byte {@code offset} of {@code content}; both counted from 1, as editors do. */
    static String of(byte[] content, int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, content.length); i++) {
            if (content[i] == '\n') {
                line++;
            }
        }
        return "line " + line + ", byte " + (offset + 1);
    }
}
