package io.labelmint.dr.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads what a state folder may hold: plain files, and none that memory cannot. */
final class PlainFile {
    /** Far above the ledger of a run that checks ten thousand stores. */
    private static final int LARGEST = 256 << 20;

    /** Twice the line that ends a ledger. */
    private static final int SHORT_LINE = 1024;

    private PlainFile() {}

    /**
     * Refuses {@code file} if it is there and anything but a plain file.
     *
     * @throws IOException if it is
     */
    static void require(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new IOException(file.getFileName() + " is not a plain file: somebody has replaced it");
            }
        } catch (NoSuchFileException e) {
            return; // whoever opens it finds that out
        }
    }

    /**
     * The last line of {@code file} without its line feed, if it is a short one; empty text if it is longer than
     * {@value #SHORT_LINE} bytes, or has no line feed.
     *
     * @throws IOException if it is not a plain file, or cannot be read
     */
    static String lastLine(Path file) throws IOException {
        require(file);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - SHORT_LINE));
            byte[] tail = Channels.newInputStream(channel).readNBytes(SHORT_LINE);
            if (tail.length == 0 || tail[tail.length - 1] != '\n') {
                return "";
            }
            int begin = tail.length - 1;
            while (begin > 0 && tail[begin - 1] != '\n') {
                begin--;
            }
            boolean whole = begin > 0 || tail.length < SHORT_LINE;
            return whole ? new String(tail, begin, tail.length - 1 - begin, StandardCharsets.UTF_8) : "";
        }
    }

    /**
     * The content of {@code file}.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it is not a plain file, too large or cannot be read
     */
    static byte[] read(Path file) throws IOException {
        require(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new IOException(file.getFileName() + " is larger than " + (LARGEST >> 20) + " MiB");
            }
            return content;
        }
    }
}
