package io.pgveneer.distribution.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/// The version that the module was compiled with.
final class Version implements IVersionProvider {

  static String text() {
    ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"pgveneer " + text()};
  }
}
