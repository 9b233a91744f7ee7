package users;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The floors: each package, and all of ours it may see besides itself; then what holds for all. */
@AnalyzeClasses(packages = "users", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Map<String, List<String>> FLOORS =
      Map.of(
          "domain", List.of(),
          "infrastructure", List.of(),
          "journal", List.of("domain", "infrastructure"),
          "email", List.of("journal", "domain", "infrastructure"),
          "entity", List.of("email", "journal", "domain", "infrastructure"),
          "view", List.of("entity", "email", "journal", "domain", "infrastructure"),
          "welcome", List.of("entity", "journal", "domain", "infrastructure"),
          "security", List.of(),
          "http",
              List.of("security", "view", "entity", "email", "journal", "domain", "infrastructure"),
          "ops",
              List.of(
                  "security", "view", "entity", "email", "journal", "domain", "infrastructure"));

  @ArchTest
  static void everyPackageStandsOnItsFloor(JavaClasses ours) {
    FLOORS.forEach((name, seen) -> mayOnlySee(name, seen).check(ours));
  }

  @ArchTest
  static void everyPackageHasAFloor(JavaClasses ours) {
    assertThat(ours.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("users"), FLOORS.keySet().stream().map(n -> "users." + n))
                .toList());
  }

  @ArchTest
  static final ArchRule theDomainIsPlainJava =
      classes()
          .that()
          .resideInAPackage("users.domain")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "users.domain");

  @ArchTest
  static final ArchRule noCycles = slices().matching("users.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule httpNeverSeesAnEvent =
      noClasses()
          .that()
          .resideInAPackage("users.http")
          .should()
          .dependOnClassesThat(nameStartingWith("users.domain.UserEvent"));

  /** An exception may be seen further up: who asks for a user has to tell outages from bugs. */
  @ArchTest
  static final ArchRule sqlIsInFewPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "users.journal", "users.email", "users.view", "users.welcome", "users.infrastructure")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..")
                  .and(not(assignableTo(Throwable.class))));

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .should()
          .callCodeUnitWhere(
              target(owner(resideInAPackage("java.time..")))
                  .and(target(name("now")))
                  .and(target(rawParameterTypes(new Class<?>[0]))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(java.util.Date.class);

  @ArchTest
  static final ArchRule recordsHaveNoBeanGettersForJacksonToFind =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .areRecords()
          .and()
          .arePublic()
          .and()
          .haveRawParameterTypes(new Class<?>[0])
          .should()
          .haveNameMatching("(get|is)[A-Z].*");

  @ArchTest
  static final ArchRule messagesHoldNoSealedTypes =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .areRecords()
          .and()
          .areDeclaredInClassesThat()
          .areAssignableTo("users.entity.ClusterMessage")
          .and()
          .doNotHaveRawType(ActorRef.class)
          .should(holdNoSealedType());

  @ArchTest
  static final ArchRule onlyProgramsPrint =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("users.Main")
          .and()
          .doNotHaveFullyQualifiedName("users.infrastructure.LocalPostgres")
          .should(ACCESS_STANDARD_STREAMS);

  private static ArchRule mayOnlySee(String name, List<String> seen) {
    String[] allowed =
        Stream.concat(Stream.of(name), seen.stream()).map(p -> "users." + p).toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage("users." + name)
        .should()
        .onlyDependOnClassesThat(resideOutsideOfPackage("users..").or(resideInAnyPackage(allowed)));
  }

  /** Jackson names the type of a message, but not those of its fields. */
  private static ArchCondition<JavaField> holdNoSealedType() {
    return new ArchCondition<>("hold no sealed type") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean sealed = field.getAllInvolvedRawTypes().stream().anyMatch(t -> isSealed(t));
        events.add(
            new SimpleConditionEvent(
                field, !sealed, field.getFullName() + " has type " + field.getType().getName()));
      }
    };
  }

  private static boolean isSealed(JavaClass type) {
    return type.getName().startsWith("users.") && type.reflect().isSealed();
  }
}
