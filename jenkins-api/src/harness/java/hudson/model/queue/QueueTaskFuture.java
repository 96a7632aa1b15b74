package hudson.model.queue;

import hudson.model.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface QueueTaskFuture<R extends Queue.Executable> extends Future<R> {
    R waitForStart() throws InterruptedException, ExecutionException;
}
