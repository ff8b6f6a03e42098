package dev.backupdoctor.cli;

import dev.backupdoctor.core.report.Screen;
import dev.backupdoctor.core.report.Verbosity;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** Options of every command that prints text. */
final class ScreenOptions {

    /** When to colour. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            converter = Choice.OfColour.class,
            description = "auto, always or never. auto: on a screen, unless NO_COLOR is set or TERM is dumb.")
    private Colour colour = Colour.AUTO;

    @Option(names = "--ascii", description = "Write nothing but ASCII; other characters are spelled out.")
    private boolean ascii;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description = "Columns of a line, 40 to 100. Default: those of the screen, else 100.")
    private int width;

    @Option(
            names = {"-q", "--quiet"},
            description = "One sentence for each finding, and the counts.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also what was folded or ruled out, and every problem with an input.")
    private boolean[] verbose = {};

    Screen screen(Terminal terminal, ZoneId zone) throws UsageError {
        if (quiet && verbose.length > 0) {
            throw new UsageError("--quiet and --verbose exclude each other");
        }
        Verbosity verbosity = quiet ? Verbosity.QUIET : verbose.length > 0 ? Verbosity.VERBOSE : Verbosity.NORMAL;
        boolean coloured = colour == Colour.ALWAYS || (colour == Colour.AUTO && terminal.colour());
        return new Screen(
                width > 0 ? width : terminal.width(), coloured, !ascii && terminal.unicode(), verbosity, zone);
    }

    /** For a file: no colour, and the same on every terminal. */
    Screen file(ZoneId zone) {
        Verbosity verbosity = verbose.length > 0 ? Verbosity.VERBOSE : Verbosity.NORMAL;
        return new Screen(width > 0 ? width : Screen.WIDEST, false, !ascii, verbosity, zone);
    }
}
