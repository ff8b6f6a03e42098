package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    /** As the documentation has it. */
    private static final List<Integer> DOCUMENTED = List.of(130, 143, 70, 2, 5, 4, 1, 3, 0);

    @Test
    void ofTwoCodesTheDocumentedOneComesFirst() {
        for (int i = 0; i < DOCUMENTED.size(); i++) {
            for (int k = i; k < DOCUMENTED.size(); k++) {
                int first = DOCUMENTED.get(i);
                int second = DOCUMENTED.get(k);

                assertThat(ExitCode.first(first, second)).isEqualTo(first);
                assertThat(ExitCode.first(second, first)).isEqualTo(first);
            }
        }
    }
}
