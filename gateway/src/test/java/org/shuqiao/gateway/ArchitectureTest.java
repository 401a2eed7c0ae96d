package org.shuqiao.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.Connection;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.PrivateKeyAccess;

/** The arrow between the rooms, and what stays in which. */
class ArchitectureTest {
    private static final String[] SQL = {"java.sql..", "javax.sql..", "org.springframework.jdbc.."};

    private static final ArchRule ARROW = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.shuqiao..")
            .layer("gateway")
            .definedBy("org.shuqiao.gateway..")
            .layer("routes")
            .definedBy("org.shuqiao.routes..")
            .layer("mappings")
            .definedBy("org.shuqiao.mappings..")
            .layer("certs")
            .definedBy("org.shuqiao.certs..")
            .whereLayer("gateway")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("routes")
            .mayOnlyBeAccessedByLayers("gateway")
            .whereLayer("mappings")
            .mayOnlyBeAccessedByLayers("gateway", "routes")
            .whereLayer("certs")
            .mayOnlyBeAccessedByLayers("gateway", "routes");
    private static final ArchRule CERTS_KNOW_NOT_WHAT_IS_BUILT_ON_THEM = noClasses()
            .that()
            .resideInAPackage("org.shuqiao.certs")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.shuqiao.certs.*..");
    private static final ArchRule EVIDENCE_IS_THE_ROOF_OF_CERTS = noClasses()
            .that()
            .resideInAPackage("org.shuqiao.certs.*..")
            .and()
            .resideOutsideOfPackage("org.shuqiao.certs.evidence..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.shuqiao.certs.evidence..");
    private static final ArchRule MAPPINGS_STAND_ON_RECORDS = noClasses()
            .that()
            .resideInAPackage("org.shuqiao.mappings")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.shuqiao.mappings.*..");
    private static final ArchRule MASKING_AND_RESIDUE_KNOW_NO_PLATFORM = noClasses()
            .that()
            .resideInAnyPackage("org.shuqiao.mappings.masking..", "org.shuqiao.mappings.residue..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.shuqiao.mappings.platforms..", "org.shuqiao.mappings.agreements..");
    private static final ArchRule FORMS_STAND_ON_RECORDS_ALONE = noClasses()
            .that()
            .resideInAPackage("org.shuqiao.mappings.forms..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.shuqiao.mappings.masking..",
                    "org.shuqiao.mappings.residue..",
                    "org.shuqiao.mappings.platforms..",
                    "org.shuqiao.mappings.agreements..");
    private static final ArchRule RESIDUE_KNOWS_NO_MASKING = noClasses()
            .that()
            .resideInAPackage("org.shuqiao.mappings.residue..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.shuqiao.mappings.masking..");
    private static final ArchRule CAMEL_AT_THE_ROOT_OF_ROUTES = noClasses()
            .that()
            .resideOutsideOfPackage("org.shuqiao.routes")
            .and()
            .doNotHaveFullyQualifiedName(JourneyConfiguration.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");
    private static final ArchRule SQL_IN_THE_LEDGER = noClasses()
            .that()
            .resideOutsideOfPackages("org.shuqiao.routes.ledger", "org.shuqiao.routes.tables")
            .and()
            .doNotHaveFullyQualifiedName(Servers.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SQL);
    private static final ArchRule PRIVATE_BYTES_IN_THE_VAULT = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.shuqiao.routes.keys.KeyVault")
            .and()
            .doNotHaveFullyQualifiedName("org.shuqiao.certs.PrivateKeyAccess")
            .and()
            .doNotHaveFullyQualifiedName("org.shuqiao.certs.UncertifiedKey")
            .and()
            .doNotHaveFullyQualifiedName("org.shuqiao.certs.TlsKey")
            .and()
            .doNotHaveFullyQualifiedName("org.shuqiao.certs.keys.MasterKey")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.shuqiao.certs.PrivateKeyAccess");
    private static final ArchRule NOTHING_STANDS_ON_THE_CONSOLE = noClasses()
            .that()
            .resideOutsideOfPackage("org.shuqiao.gateway.console..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.shuqiao.gateway.console..");
    private static final ArchRule PLAIN_CORE = noClasses()
            .that()
            .resideInAnyPackage("org.shuqiao.certs..", "org.shuqiao.mappings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.camel..", "jakarta..");

    private static final JavaClasses SHUQIAO = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.shuqiao");

    @Test
    void everyRoomKeepsToTheArrow() {
        ARROW.check(SHUQIAO);
    }

    @Test
    void whatDataIsKnowsNothingOfWhoAsksForIt() {
        MAPPINGS_STAND_ON_RECORDS.check(SHUQIAO);
        MASKING_AND_RESIDUE_KNOW_NO_PLATFORM.check(SHUQIAO);
        FORMS_STAND_ON_RECORDS_ALONE.check(SHUQIAO);
        RESIDUE_KNOWS_NO_MASKING.check(SHUQIAO);
    }

    @Test
    void certsIsBuiltFromTheGroundUp() {
        CERTS_KNOW_NOT_WHAT_IS_BUILT_ON_THEM.check(SHUQIAO);
        EVIDENCE_IS_THE_ROOF_OF_CERTS.check(SHUQIAO);
    }

    @Test
    void camelStaysAtTheRootOfRoutes() {
        CAMEL_AT_THE_ROOT_OF_ROUTES.check(SHUQIAO);
    }

    @Test
    void sqlStaysInTheLedger() {
        SQL_IN_THE_LEDGER.check(SHUQIAO);
    }

    @Test
    void theConsoleIsTheRoof() {
        NOTHING_STANDS_ON_THE_CONSOLE.check(SHUQIAO);
    }

    @Test
    void certsAndMappingsArePlainJava() {
        PLAIN_CORE.check(SHUQIAO);
    }

    /** Those who ask for the access, and the one class that has it. */
    @Test
    void privateBytesAreReadInOnePlace() {
        PRIVATE_BYTES_IN_THE_VAULT.check(SHUQIAO);
    }

    @Test
    void simulatorsAreStrangers() {
        assertThat(SHUQIAO).noneMatch(type -> type.getPackageName().startsWith("org.shuqiao.simulators"));
    }

    @Test
    void aClassInTheWrongRoomIsFound() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

        assertThat(CAMEL_AT_THE_ROOT_OF_ROUTES.evaluate(offender).hasViolation())
                .isTrue();
        assertThat(SQL_IN_THE_LEDGER.evaluate(offender).hasViolation()).isTrue();
        assertThat(PRIVATE_BYTES_IN_THE_VAULT.evaluate(offender).hasViolation()).isTrue();
    }

    /** Breaks every rule at once. */
    record Offender(Connection sql, CamelContext camel, PrivateKeyAccess access) {}
}
