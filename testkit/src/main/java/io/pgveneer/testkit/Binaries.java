package io.pgveneer.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// The programs of each major: kept in this module as zonky's archives, unpacked once into a cache.
///
/// The cache is `~/.cache/pgveneer`, or what property `pgveneer.cache` says. Several processes may
/// share it.
final class Binaries {
  private static final Object IN_THIS_JVM = new Object();

  private Binaries() {}

  /// The directory that holds `bin`, `lib` and `share`.
  ///
  /// Errors: IllegalStateException for a major this build has no archive of.
  static Path unpacked(int major, Consumer<String> progress) throws IOException {
    String archive = archive(major);
    Path cache = cacheDirectory();
    Path home = cache.resolve("postgresql-" + major + "-" + checksum(archive));
    synchronized (IN_THIS_JVM) {
      if (Files.isDirectory(home)) {
        return home;
      }
      Files.createDirectories(cache);
      Path lockFile = cache.resolve("lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.isDirectory(home)) {
          progress.accept("unpacking PostgreSQL " + major);
          Path unfinished = Files.createTempDirectory(cache, "unpacking");
          makeReadable(unfinished);
          unpack(archive, unfinished);
          Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return home;
    }
  }

  private static Path cacheDirectory() {
    String wanted = System.getProperty("pgveneer.cache");
    if (wanted != null) {
      return Path.of(wanted);
    }
    Path home = Path.of(System.getProperty("user.home"));
    boolean usable = Files.isWritable(home) && !Unprivileged.current().changesOwner();
    return usable
        ? home.resolve(".cache").resolve("pgveneer")
        : Path.of(System.getProperty("java.io.tmpdir")).resolve("pgveneer-cache");
  }

  private static String archive(int major) {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean arm = arch.contains("aarch64") || arch.contains("arm64");
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    String cpu = arm ? "arm_64" : "x86_64";
    String name =
        "/postgresql/" + major + "/postgres-" + (mac ? "darwin-" : "linux-") + cpu + ".txz";
    if (Binaries.class.getResource(name) == null) {
      throw new IllegalStateException(
          "no PostgreSQL " + major + " for this machine in the testkit (" + name + ")");
    }
    return name;
  }

  private static InputStream open(String archive) {
    @Nullable InputStream stream = Binaries.class.getResourceAsStream(archive);
    if (stream == null) {
      throw new IllegalStateException("no resource " + archive);
    }
    return new BufferedInputStream(stream);
  }

  private static String checksum(String archive) {
    try (CheckedInputStream in = new CheckedInputStream(open(archive), new CRC32())) {
      byte[] buffer = new byte[1 << 16];
      int read = in.read(buffer);
      while (read >= 0) {
        read = in.read(buffer);
      }
      return Long.toHexString(in.getChecksum().getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(String archive, Path target) throws IOException {
    try (InputStream in = open(archive);
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        write(tar, entry, target);
        entry = tar.getNextEntry();
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("the archive leaves its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      makeReadable(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(path, target.resolve(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static void makeReadable(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
