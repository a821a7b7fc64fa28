package io.pgveneer.distribution.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A registry in Prometheus' text format, version 0.0.4. The last part of the name of what is
/// counted by a property becomes a label.
final class PrometheusText {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

  /// By the first part of the name.
  private static final Map<String, String> LABELS =
      Map.of(
          "bytes", "sender",
          "messages", "sender",
          "statements", "class",
          "errors", "sqlstate",
          "latency", "part");

  private final StringBuilder text = new StringBuilder();
  private String family = "";

  private PrometheusText() {}

  static String of(MetricRegistry registry) {
    PrometheusText made = new PrometheusText();
    new TreeMap<>(registry.getCounters()).forEach(made::counter);
    new TreeMap<>(registry.getGauges()).forEach(made::gauge);
    new TreeMap<>(registry.getTimers()).forEach(made::timer);
    return made.text.toString();
  }

  private void counter(String name, Counter counter) {
    String sample = begin(name, "_total", "counter");
    line(sample + braces(label(name)), counter.getCount());
  }

  private void gauge(String name, Gauge<?> gauge) {
    if (gauge.getValue() instanceof Number number) {
      line(begin(name, "", "gauge") + braces(label(name)), number);
    }
  }

  private void timer(String name, Timer timer) {
    String sample = begin(name, "_seconds", "summary");
    Snapshot snapshot = timer.getSnapshot();
    String label = label(name);
    for (double quantile : QUANTILES) {
      String labels = label + (label.isEmpty() ? "" : ",") + "quantile=\"" + quantile + '"';
      line(sample + braces(labels), snapshot.getValue(quantile) / NANOS);
    }
    line(sample + "_count" + braces(label), timer.getCount());
  }

  /// Heads each family once; its samples come one behind the other.
  private String begin(String name, String suffix, String type) {
    int dot = LABELS.containsKey(first(name)) ? name.indexOf('.') : name.length();
    String sample = "pgveneer_" + name.substring(0, dot).replace('.', '_') + suffix;
    if (!sample.equals(family)) {
      family = sample;
      text.append("# TYPE ").append(sample).append(' ').append(type).append('\n');
    }
    return sample;
  }

  private static String first(String name) {
    return name.substring(0, Math.max(0, name.indexOf('.')));
  }

  private static String label(String name) {
    String key = LABELS.get(first(name));
    return key == null ? "" : key + "=\"" + name.substring(name.indexOf('.') + 1) + '"';
  }

  private static String braces(String labels) {
    return labels.isEmpty() ? "" : "{" + labels + "}";
  }

  private void line(String sample, Number value) {
    text.append(sample).append(' ').append(value).append('\n');
  }
}
