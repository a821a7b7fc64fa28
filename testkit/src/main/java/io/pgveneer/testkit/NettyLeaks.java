package io.pgveneer.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class behind which Netty finds buffers that nobody has released.
///
/// Netty tells of a leak when the buffer is garbage and another one is tracked: so each class ends
/// with a collection. What one class loses, a later one may be told of.
///
/// JUnit finds it by itself where `junit.jupiter.extensions.autodetection.enabled` is set. With
/// `io.netty.leakDetection.level=paranoid` no buffer is left out.
public final class NettyLeaks implements AfterAllCallback {
  private static final List<Detector<?>> DETECTORS = new CopyOnWriteArrayList<>();
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  static {
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Detectors());
  }

  /// For JUnit.
  public NettyLeaks() {}

  @Override
  public void afterAll(@Nullable ExtensionContext context) throws InterruptedException {
    collect();
    DETECTORS.forEach(Detector::report);
    List<String> found = new ArrayList<>();
    for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
      found.add(leak);
    }
    if (!found.isEmpty()) {
      throw new AssertionError("never released:\n" + String.join("\n", found));
    }
  }

  /// Returns when the collector has handed over what was garbage.
  private static void collect() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      ReferenceQueue<Object> garbage = new ReferenceQueue<>();
      WeakReference<Object> last = new WeakReference<>(new Object(), garbage);
      System.gc();
      if (garbage.remove(10_000) == null) {
        throw new IllegalStateException("the collector has not taken " + last);
      }
    }
  }

  private static final class Detectors extends ResourceLeakDetectorFactory {
    @Override
    @SuppressWarnings("deprecation") // what is to be implemented
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      Detector<T> detector = new Detector<>(resource, samplingInterval);
      DETECTORS.add(detector);
      return detector;
    }
  }

  private static final class Detector<T> extends ResourceLeakDetector<T> {
    private final Class<T> resource;

    Detector(Class<T> resource, int samplingInterval) {
      super(resource, samplingInterval);
      this.resource = resource;
    }

    /// Tracking anything has it tell what it has found.
    @SuppressWarnings("unchecked") // never looked into
    void report() {
      T anything = (T) new Object();
      ResourceLeakTracker<T> tracker = trackForcibly(anything);
      tracker.close(anything);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
      LEAKS.add(resource.getName() + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
      LEAKS.add(resource.getName());
    }
  }
}
