package io.pgveneer.demo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Rules for the code of all modules, as it is shipped.
class ArchitectureIT {
  private static JavaClasses classes;

  @BeforeAll
  static void read() throws IOException {
    List<Location> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("target", "lib"))) {
      files
          .filter(file -> file.getFileName().toString().startsWith("pgveneer-"))
          .forEach(file -> jars.add(Location.of(URI.create("jar:" + file.toUri() + "!/"))));
    }
    classes = new ClassFileImporter().importLocations(jars);
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching("io.pgveneer.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void shouldThrowNoGenericExceptions() {
    noClasses().should(THROW_GENERIC_EXCEPTIONS).check(classes);
  }

  @Test
  void shouldUseStandardStreamsNowhereButOnTheCommandLine() {
    noClasses()
        .that(resideInAnyPackage("io.pgveneer..").and(cli()))
        .should(ACCESS_STANDARD_STREAMS)
        .check(classes);
  }

  @Test
  void shouldLogThroughSlf4jAlone() {
    noClasses().should(USE_JAVA_UTIL_LOGGING).check(classes);
  }

  @Test
  void shouldKeepSocketsOutOfEverythingButTheFrontDoor() {
    noClasses()
        .that()
        // the tests' own kit looks for buffers that were lost
        .resideOutsideOfPackages("io.pgveneer.wire..", "io.pgveneer.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(classes);
  }

  @Test
  void shouldKeepJdbcOffThePathOfAClientsRows() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.pgveneer.wire..", "io.pgveneer.rewrite..", "io.pgveneer.sql..", "io.pgveneer.api..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .check(classes);
  }

  private static DescribedPredicate<JavaClass> cli() {
    return DescribedPredicate.not(resideInAnyPackage("io.pgveneer.distribution.cli.."));
  }
}
