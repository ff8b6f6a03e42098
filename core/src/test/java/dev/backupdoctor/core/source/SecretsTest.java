package dev.backupdoctor.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            oss://b/p?host=h&access_id=LTAI4F&access_key=s3cr3t/x | oss://b/p?host=h&access_id=******&access_key=*9bef***
            passwd:"hunter2", next:1                             | passwd:"*******", next:1
            password = hunter2                                   | password = *******
            IDENTIFIED BY 'hunter2'                              | IDENTIFIED BY '*******'
            jdbc:mysql://root:hunter2@db:2881/x                  | jdbc:mysql://root:*******@db:2881/x
            ACCESS_KEY%3Dabc%26next                              | ACCESS_KEY%3D***%26next
            """)
    void masksTheValueAndKeepsTheLength(String line, String masked) {
        assertThat(Secrets.masked(line)).isEqualTo(masked).hasSameSizeAs(line);
    }

    @Test
    void theSameSecretGetsTheSameTokenWhereverItStands() {
        String inAddress = Secrets.masked("jdbc:mysql://root:correct-horse@db/x");
        String inSetting = Secrets.masked("password=correct-horse");
        String another = Secrets.masked("password=correct-house");

        assertThat(inAddress).contains(":*bb7b********@");
        assertThat(inSetting).isEqualTo("password=*bb7b********").isNotEqualTo(another);
    }

    @Test
    void whatIsMaskedStaysAsItIs() {
        String once = Secrets.masked("password=correct-horse");

        assertThat(Secrets.masked(once)).isEqualTo(once);
    }

    @Test
    void leavesEverythingElseAlone() {
        String line = "password authentication failed; passwd:\"\", /etc/passwd: key=1 http://host:8080/a@b token: x";

        assertThat(Secrets.masked(line)).isSameAs(line);
    }
}
