package dev.backupdoctor.oceanbase.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.spi.ValuesReader.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogValuesTest {

    /** Out of balance, commas missing, one blank too few: as documents and real logs have it. */
    private static final String TORN =
            "ls task failed(ret=-4016 *ls_attr={task_id:1, tenant_id:1002, ls_id:{id:7}}, job_id:3, backup_type:{type:1} task_type:{type:5},"
                    + "start_ts:1664174256775981,end_ts:1664174256811245, black:[\"10.1.x.x:2882\", \"10.1.x.y:2882\"], dst:\"10.1.x.x:2882\","
                    + " task_trace_id:YB420A010203-0005E98EBF2D9DBE-0-0, status:{input_bytes:0},start_turn_id:1, retry_id:0,result:-4017})";

    private static Optional<String> get(String record, String path) {
        return new LogValues().read(record).get(List.of(path.split("\\."))).map(Slice::text);
    }

    @ParameterizedTest
    @CsvSource({
        "ret,-4016",
        "ls_attr.task_id,1",
        "task_id,1",
        "ls_attr.ls_id.id,7",
        "ls_id.id,7",
        "job_id,3",
        "task_type.type,5",
        "start_ts,1664174256775981",
        "dst,10.1.x.x:2882",
        "task_trace_id,YB420A010203-0005E98EBF2D9DBE-0-0",
        "status.input_bytes,0",
        "result,-4017"
    })
    void readsWhatIsOutOfBalance(String path, String value) {
        assertThat(get(TORN, path)).contains(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f(ret=-4012, ret=\"OB_TIMEOUT\", x=1); ret; -4012",
                "f(*this={is_inited:true, param:{ls_id:{id:1001}}}); this.param.ls_id.id; 1001",
                "f(KPC_=1, ls_attr_={a:2}); ls_attr.a; 2",
                "f(used_percent(%)=80, total_size(MB)=3072, limit_percent(%)=95); limit_percent; 95",
                "f(ls_id=1); ls_id.id; 1",
                "f(last_scn=\"{val:17, v:3}\", b=2); last_scn.val; 17",
                "f(last_scn=\"{val:17, v:3}\", b=2); b; 2",
                "f(addr=\"\"10.0.0.1:2882\"\", b=2); addr; 10.0.0.1:2882",
                "f(msg=\"no right, says \"acl\".\", b=2); b; 2",
                "f(dest=\"\", b=2); b; 2",
                "f(servers:3{server:\"a\", x:5}, b=2); servers.x; 5",
                "f(start time=1646667610, b=2); start time; 1646667610",
                "call (bar) failed, (ret=-9051, info={t:1001, s:{s:\"DOING\"}, start time=16}); info.s.s; DOING",
                "f(ret=0, rest={a:1, b:{c:2; rest.b.c; 2",
                "f(ret=0, text=\"cut; text; cut",
                "f(a=foo(bar, b) x=1, c=3); c; 3"
            })
    void readsRealShapes(String record, String path, String value) {
        assertThat(get(record, path)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no values",
                "f()",
                "f(",
                "f(x",
                "f(=1)",
                "f({})",
                "f(())",
                "((((",
                "f(a=)",
                "f(a=,b=)",
                ")))("
            })
    void findsNothingWhereNothingIs(String record) {
        assertThat(get(record, "a")).isEmpty();
    }

    @Test
    void anObjectIsNoPlainValue() {
        assertThat(get("f(a={b:1})", "a")).isEmpty();
    }

    @Test
    void theValueStandsAtItsOffset() {
        Slice found = new LogValues().read(TORN).get(List.of("dst")).orElseThrow();

        assertThat(TORN.substring(found.offset())).startsWith("10.1.x.x:2882\",");
    }

    /** Prints random nested values as the server does, and finds every one of them again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsAllThatWasPrinted(long seed) {
        var random = new SplittableRandom(seed);
        Map<List<String>, String> expected = new LinkedHashMap<>();

        String record = "text of seed " + seed + "(" + items(random, 0, List.of(), expected, "=") + ")";

        var values = new LogValues().read(record);
        expected.forEach((path, value) -> assertThat(values.get(path).map(Slice::text))
                .as("seed %d, %s in %s", seed, path, record)
                .contains(value));
    }

    private static String items(
            SplittableRandom random, int depth, List<String> path, Map<List<String>, String> expected, String sign) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(4); i++) {
            String key = "k" + expected.size() + "_" + depth + i + "x";
            List<String> here = new ArrayList<>(path);
            here.add(key);
            if (depth < 6 && random.nextInt(3) == 0) {
                items.add("*" + key + "_" + sign + "{" + items(random, depth + 1, here, expected, ":") + "}");
                continue;
            }
            String value = List.of("-4016", "10.0.0.1", "true", "17, v \"x", "a(b)c", "Y0-1-0-0")
                    .get(random.nextInt(6));
            boolean quoted = value.indexOf(' ') >= 0 || random.nextBoolean();
            items.add(key + sign + (quoted ? "\"" + value + "\"" : value));
            expected.put(here, value);
        }
        return String.join(random.nextBoolean() ? ", " : ",", items);
    }
}
