package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.Utf8;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One row of a view: cells by the name of their column, in whatever letters the client printed it. */
final class ViewRow {

    private final SourceText source;
    private final Place first;
    private final Map<String, Cell> cells = new LinkedHashMap<>();

    /**
     * What stands in a column.
     *
     * @param text one char per byte, without the blanks around it
     * @param from offset of its first byte in the source
     */
    record Cell(String text, int from) {}

    /**
     * A row without cells.
     *
     * @param first where the row begins
     */
    ViewRow(SourceText source, Place first) {
        this.source = source;
        this.first = first;
    }

    /** Sets a cell; of a column that stands twice the first is kept. */
    void put(String column, Cell cell) {
        cells.putIfAbsent(column.toUpperCase(Locale.ROOT), cell);
    }

    Set<String> columns() {
        return cells.keySet();
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** The place that speaks for the row: that of the first of these columns that it has. */
    Place place(String... columns) {
        return Arrays.stream(columns)
                .flatMap(c -> Optional.ofNullable(cells.get(c)).stream())
                .findFirst()
                .map(this::place)
                .orElse(first);
    }

    private Place place(Cell cell) {
        return source.place(cell.from(), cell.from() + cell.text().length());
    }

    private Optional<Cell> cell(String column) {
        return Optional.ofNullable(cells.get(column))
                .filter(c -> !c.text().isEmpty() && !c.text().equals("NULL"));
    }

    Optional<String> text(String column) {
        return cell(column).map(c -> Utf8.decode(c.text()));
    }

    Optional<Placed<String>> placed(String column) {
        return cell(column).map(c -> new Placed<>(Utf8.decode(c.text()), place(c)));
    }

    Optional<Long> number(String column) {
        return cell(column).flatMap(c -> Times.whole(c.text()));
    }

    /** An error code, negative whichever sign the view gives it. */
    Optional<Placed<Code>> code(String column) {
        return cell(column).flatMap(c -> Times.whole(c.text()).map(n -> new Placed<>(code(n), place(c))));
    }

    static Code code(long number) {
        return new Code(-Math.abs(number), Optional.empty());
    }

    Optional<LocalDateTime> time(String column) {
        return cell(column).flatMap(c -> Times.local(c.text()));
    }

    Optional<Instant> scn(String column) {
        return cell(column).flatMap(c -> Times.scn(c.text()));
    }

    Optional<Instant> micros(String column) {
        return cell(column).flatMap(c -> Times.micros(c.text()));
    }

    Optional<Boolean> flag(String column) {
        return text(column).map(t -> t.equalsIgnoreCase("true") || t.equals("1") || t.equalsIgnoreCase("yes"));
    }

    /** The word of a set that stands in a column; empty when it is none of them. */
    <T extends Enum<T>> Optional<T> word(String column, Class<T> set) {
        return text(column)
                .flatMap(t -> Arrays.stream(set.getEnumConstants())
                        .filter(w -> w.name().equalsIgnoreCase(t))
                        .findFirst());
    }

    /** Address and port in one, as logs print a server. */
    Optional<String> server(String ip, String port) {
        return text(ip).map(a -> number(port).map(p -> a + ":" + p).orElse(a));
    }

    /** The attributes of an event: the value that belongs to a name, wherever among the six pairs it stands. */
    Optional<Cell> attribute(String name) {
        for (int i = 1; i <= 6; i++) {
            if (text("NAME" + i).filter(name::equalsIgnoreCase).isPresent()) {
                return cell("VALUE" + i);
            }
        }
        return Optional.empty();
    }

    Optional<Long> numberOf(String name) {
        return attribute(name).flatMap(c -> Times.whole(c.text()));
    }

    Optional<String> textOf(String name) {
        return attribute(name).map(c -> Utf8.decode(c.text()));
    }

    Optional<Placed<Code>> codeOf(String name) {
        return attribute(name).flatMap(c -> Times.whole(c.text()).map(n -> new Placed<>(code(n), place(c))));
    }

    /** The latest time of the server's zone that any cell holds. */
    Optional<LocalDateTime> latestTime() {
        return cells.values().stream()
                .flatMap(c -> Times.local(c.text()).stream())
                .max(LocalDateTime::compareTo);
    }

    /** The latest SCN that any cell holds. */
    Optional<Instant> latestScn() {
        return cells.entrySet().stream()
                .filter(e -> e.getKey().endsWith("SCN"))
                .flatMap(e -> Times.scn(e.getValue().text()).stream())
                .max(Instant::compareTo);
    }
}
