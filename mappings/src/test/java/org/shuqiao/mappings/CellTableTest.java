package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CellTableTest {
    private static final String LEVELS =
            "{'path':'/level_distribution','row':'level','count':'count','values':['share'],'total':'/sample_n'}";
    private static final String CELLS = "{'path':'/cells','row':'size','column':'level','count':'count',"
            + "'largest_share':'largest_share','values':['equipment_numeric_rate','networked_rate','investment_average'],"
            + "'total':'/sample_n'}";

    private static List<CellTable> read(String... tables) {
        JsonNode json = Resources.JSON.readTree("[" + String.join(",", tables).replace('\'', '"') + "]");
        return CellTable.read(json, Fixtures.INDUSTRY.fields(), Resources.JSON.readTree(Fixtures.INDUSTRY.schema()));
    }

    @Test
    void knowsWhatASuppressedCellHides() {
        CellTable cells = Fixtures.INDUSTRY.tables().get(1);

        assertThat(read(LEVELS, CELLS)).isEqualTo(Fixtures.INDUSTRY.tables());
        assertThat(cells.hides("/cells/*/count")).isTrue();
        assertThat(cells.hides("/cells/*/largest_share")).isTrue();
        assertThat(cells.hides("/cells/*/size")).isFalse();
        assertThat(cells.hides(cells.markPath())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ,'networked_rate'        | ''                | does not declare each member
                    'count':'count'          | 'count':'number'  | does not declare each member
                    '/sample_n'              | '/sample'         | has no total
                    """,
            quoteCharacter = '"')
    void refusesATableFromWhichSomethingCouldBeReadThatIsHidden(String what, String other, String why) {
        assertThatThrownBy(() -> read(LEVELS, CELLS.replace(what, other.replace("''", ""))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesTablesThatMeetInAWayNobodySolves() {
        assertThatThrownBy(() -> read(CELLS, CELLS)).hasMessageContaining("another of its kind");
        assertThatThrownBy(() -> read(LEVELS, LEVELS)).hasMessageContaining("another of its kind");
        assertThatThrownBy(() -> read(LEVELS, CELLS.replace("/sample_n", "/version")))
                .hasMessageContaining("another total");
    }

    @Test
    void refusesTablesWithoutABoundOnTheirCells() {
        ObjectNode schema = (ObjectNode) Resources.JSON.readTree(Fixtures.INDUSTRY.schema());
        ((ObjectNode) schema.at("/properties/cells")).remove("maxItems");
        JsonNode tables = Resources.JSON.readTree("[" + CELLS.replace('\'', '"') + "]");

        assertThatThrownBy(() -> CellTable.read(tables, Fixtures.INDUSTRY.fields(), schema))
                .hasMessageContaining("too many cells");
    }
}
