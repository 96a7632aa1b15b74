package io.labelmint.dr.ledger;

import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * Which folder of which machine this is. A file in it holds a random id; the name of the machine and the file's own
 * identity in the file system, which no copy shares, are added when it is read. Where the file system has no such
 * identity, every process is in a place of its own: it then waits for leases where it need not have.
 */
final class Place {
    private Place() {}

    static String of(Path file) throws IOException {
        try {
            Files.writeString(file, UUID.randomUUID() + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            // An earlier process, or one that was faster, made it.
        }
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        String id = new String(PlainFile.read(file), StandardCharsets.UTF_8);
        if (key == null || !id.endsWith("\n")) {
            return UUID.randomUUID().toString();
        }
        return Json.sha256(id + key + "\n" + machine()).substring(0, 32);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
