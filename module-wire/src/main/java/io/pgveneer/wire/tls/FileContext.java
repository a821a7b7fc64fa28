package io.pgveneer.wire.tls;

import io.netty.handler.ssl.SslContext;
import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A TLS context made of files, and made anew once they have changed. Thread-safe.
///
/// Files are looked at when a connection wants the context, at most once a second. What can no
/// longer be read, or does not belong together, as between the writing of a certificate and of its
/// key, leaves the former context in place.
final class FileContext {
  /// Makes a context of the files as they are now.
  interface Maker {
    SslContext make() throws IOException, GeneralSecurityException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(FileContext.class);
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final List<Path> files;
  private final Maker maker;
  private List<String> stamps;
  private SslContext current;
  private final LongSupplier clock;
  private long looked;

  private FileContext(
      List<Path> files, Maker maker, List<String> stamps, SslContext first, LongSupplier clock) {
    this.files = files;
    this.maker = maker;
    this.stamps = stamps;
    this.current = first;
    this.clock = clock;
    this.looked = clock.getAsLong();
  }

  /// Errors: PgveneerException (user) where the files are no good from the start.
  static FileContext load(Maker maker, @Nullable Path... files) {
    return load(System::nanoTime, maker, files);
  }

  /// @param clock tells nanoseconds
  static FileContext load(LongSupplier clock, Maker maker, @Nullable Path... files) {
    List<Path> given = Stream.of(files).filter(Objects::nonNull).toList();
    List<String> stamps = stamps(given);
    try {
      return new FileContext(given, maker, stamps, maker.make(), clock);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new PgveneerException(
          PgveneerException.Category.USER,
          new SqlError("F0000", "TLS cannot be set up: " + told(e), null, null, 0),
          e);
    }
  }

  synchronized SslContext current() {
    long now = clock.getAsLong();
    if (now - looked >= PAUSE_NANOS) {
      looked = now;
      List<String> found = stamps(files);
      if (!found.equals(stamps)) {
        stamps = found;
        renew();
      }
    }
    return current;
  }

  private void renew() {
    try {
      current = maker.make();
      LOG.info("TLS files were changed and are read again: {}", files);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      LOG.warn("TLS files were changed and are no good, the former stay: {}", told(e));
    }
  }

  private static List<String> stamps(List<Path> files) {
    List<String> stamps = new ArrayList<>(files.size());
    for (Path file : files) {
      stamps.add(stamp(file));
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.fileKey() + " " + found.lastModifiedTime().toMillis() + " " + found.size();
    } catch (IOException e) {
      return "";
    }
  }

  private static String told(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.equals(e) ? e.getMessage() : e.getMessage() + ": " + root.getMessage();
    return e.getClass().getSimpleName() + ": " + message;
  }
}
