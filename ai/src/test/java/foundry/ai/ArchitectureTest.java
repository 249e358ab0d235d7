package foundry.ai;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("foundry.ai");

  @Test
  void every_package_is_null_marked() {
    var packages = new java.util.TreeSet<String>();
    CODE.forEach(type -> packages.add(type.getPackageName()));
    for (String name : packages) {
      var marked = CODE.getPackage(name).tryGetAnnotationOfType(NullMarked.class);
      assertThat(marked).as("%s is @NullMarked: no nulls inside", name).isPresent();
    }
  }

  @Test
  void nothing_prints() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
        .because("logs go through SLF4J, where operators can find and bound them")
        .check(CODE);
  }

  @Test
  void nothing_logs_past_slf4j() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.because("there is one log").check(CODE);
  }

  @Test
  void providers_know_no_routes() {
    noClasses()
        .that()
        .resideInAPackage("foundry.ai.provider..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.web..", "foundry.ai.generate..", "foundry.ai.retrieve..")
        .because("a provider answers prompts, whoever asks and however")
        .check(CODE);
  }

  @Test
  void only_the_index_knows_lucene() {
    noClasses()
        .that()
        .resideOutsideOfPackages("foundry.ai.retrieve..", "foundry.ai.text..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.lucene..")
        .because("another index may take its place")
        .check(CODE);
  }

  @Test
  void only_the_embedder_knows_the_model_library() {
    noClasses()
        .that()
        .resideOutsideOfPackage("foundry.ai.embed..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.langchain4j..", "ai.onnxruntime..", "ai.djl..")
        .because("models change more often than the service")
        .check(CODE);
  }

  @Test
  void only_the_database_package_opens_connections() {
    noClasses()
        .that()
        .resideOutsideOfPackage("foundry.ai.database..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.zaxxer.hikari..", "org.postgresql..", "org.flywaydb..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.Connection")
        .because("a connection that is no organization yet must not get out")
        .check(CODE);
  }

  @Test
  void api_is_not_known_here() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("foundry.api..", "foundry.local..")
        .because("ai and api meet over HTTP only")
        .check(CODE);
  }

  @Test
  void packages_do_not_depend_on_each_other_in_circles() {
    slices()
        .matching("foundry.ai.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a part that can be read alone can be changed alone")
        .check(CODE);
  }

  @Test
  void routes_are_named_so() {
    classes()
        .that()
        .implement(foundry.ai.http.Route.class)
        .should()
        .haveSimpleNameEndingWith("Route")
        .because("a reader looks for the path, not for the class")
        .check(CODE);
  }
}
