package foundry.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jooq.DSLContext;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final String[] FEATURES = {
    "foundry.api.account..",
    "foundry.api.organization..",
    "foundry.api.project..",
    "foundry.api.document..",
    "foundry.api.job..",
    "foundry.api.audit..",
    "foundry.api.limit..",
    "foundry.api.apikey..",
    "foundry.api.usage..",
    "foundry.api.membership..",
    "foundry.api.invitation..",
    "foundry.api.notification.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("foundry.api");

  @Test
  void only_the_database_package_touches_a_dsl_context() {
    noClasses()
        .that()
        .resideOutsideOfPackage("foundry.api.database")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(DSLContext.class)
        .because("a statement made elsewhere would have no policy (docs/easy-to-get-wrong.md)")
        .check(CLASSES);
  }

  @Test
  void the_engine_room_knows_no_feature() {
    noClasses()
        .that()
        .resideInAPackage("foundry.api.graphql..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FEATURES)
        .because("what every feature rests on must not change with one of them")
        .check(CLASSES);
  }

  @Test
  void features_do_not_know_http() {
    noClasses()
        .that()
        .resideInAnyPackage(FEATURES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "foundry.api.graphql.http..", "java.net.http..")
        .because("a feature is the same whichever way it is asked")
        .check(CLASSES);
  }

  @Test
  void nothing_writes_to_the_console_sleeps_or_logs_by_another_logger() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging")
        .because("logs have one format, and whoever waits waits for something")
        .check(CLASSES);
  }

  @Test
  void every_package_is_null_marked() {
    classes()
        .that()
        .resideOutsideOfPackage("foundry.api.tables..")
        .should(
            new ArchCondition<JavaClass>("be in a null-marked package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName()));
              }
            })
        .because("null has no place inside")
        .check(CLASSES);
  }
}
