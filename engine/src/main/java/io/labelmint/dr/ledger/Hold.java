package io.labelmint.dr.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file held by this process, for nobody else to hold: its text names the holder.
 *
 * <p>Against other processes the operating system locks it, and lets go when the process dies, however it dies. Within a
 * process a map does, and the file is not even opened again: POSIX drops a process's locks on a file as soon as the
 * process closes <em>any</em> descriptor of it, so a look at the holder's name would silently let go of the lock.
 */
final class Hold implements Closeable {
    private static final Map<Path, Hold> HELD = new ConcurrentHashMap<>();

    /** Far behind the text, because Windows lets nobody read what is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path file;
    private final String holder;
    private FileChannel channel;

    private Hold(Path file, String holder) {
        this.file = file;
        this.holder = holder;
    }

    /**
     * Takes hold of {@code file}, whose folder exists.
     *
     * @throws TakenException if somebody else holds it
     */
    static Hold of(Path file, String holder) throws IOException, TakenException {
        Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        Hold hold = new Hold(real, holder);
        Hold other = HELD.putIfAbsent(real, hold);
        if (other != null) {
            throw new TakenException(other.holder);
        }
        try {
            hold.lock();
            return hold;
        } catch (IOException | TakenException | RuntimeException e) {
            HELD.remove(real, hold);
            throw e;
        }
    }

    private void lock() throws IOException, TakenException {
        PlainFile.require(file);
        FileChannel opened =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = opened.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                String name = new String(PlainFile.read(file), StandardCharsets.UTF_8).strip();
                throw new TakenException(name.isEmpty() ? "a process that has just begun" : name);
            }
            opened.truncate(0);
            opened.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            channel = opened;
        } catch (OverlappingFileLockException e) {
            // Another copy of this class in the same process. Closing the channel would let go of its lock.
            throw new TakenException("another part of this process");
        } catch (IOException | TakenException e) {
            opened.close();
            throw e;
        }
    }

    /** Lets go; again and again if need be. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // then the lock goes with the process, and the map must go on saying so
        }
        HELD.remove(file, this);
    }

    /** Somebody else holds it. */
    static final class TakenException extends Exception {
        private static final long serialVersionUID = 1L;

        TakenException(String holder) {
            super(holder);
        }

        String holder() {
            return getMessage();
        }
    }
}
