package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Syntax.Command;
import dev.backupdoctor.core.lang.Text;
import dev.backupdoctor.core.lang.Text.Part;
import dev.backupdoctor.core.value.Display;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command, cut into arguments when the rule is compiled. A hole is always one argument or part of one, whatever it
 * holds, so that no value can become a second argument or a shell's word.
 */
public final class CommandTemplate {

    private static final String SHELL = "|&;<>$`()";

    private final List<TextTemplate> arguments;
    private final List<Boolean> startsWithHole;
    private final List<String> literals;
    private final Optional<Eval> host;

    private CommandTemplate(
            List<TextTemplate> arguments, List<Boolean> startsWithHole, List<String> literals, Optional<Eval> host) {
        this.arguments = arguments;
        this.startsWithHole = startsWithHole;
        this.literals = literals;
        this.host = host;
    }

    /**
     * Compiles a command.
     *
     * @param starsAllowed true for commands that only read, where {@code *} stands for the file names that fit
     */
    static CommandTemplate compile(Command command, boolean starsAllowed, ExprCompiler exprs) {
        List<List<Part>> cut = new Cutter(command, starsAllowed, exprs).cut();
        List<TextTemplate> arguments = new ArrayList<>();
        List<Boolean> startsWithHole = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        for (List<Part> argument : cut) {
            Text text = new Text(command.text().at(), argument, Map.of());
            arguments.add(TextTemplate.compile(text, exprs));
            startsWithHole.add(!argument.isEmpty() && argument.get(0) instanceof Part.Hole);
            literals.add(text.plain());
        }
        if (arguments.isEmpty()) {
            exprs.errors().error(command.at(), "the command is empty");
        }
        Optional<Eval> host = command.on().map(on -> exprs.compile(on).eval());
        return new CommandTemplate(arguments, startsWithHole, literals, host);
    }

    /** The program, as written. */
    String program() {
        return literals.isEmpty() ? "" : literals.get(0);
    }

    /**
     * The arguments; empty when a hole is unknown, or when a value could be read as an option: one that begins with
     * {@code -}, is an argument of its own and does not follow {@code --}.
     */
    public Optional<List<String>> arguments(Scope scope, Display display) {
        List<String> out = new ArrayList<>();
        boolean optionsEnded = false;
        for (int i = 0; i < arguments.size(); i++) {
            Optional<String> argument = arguments.get(i).ifKnown(scope, "en", display);
            if (argument.isEmpty()) {
                return Optional.empty();
            } else if (startsWithHole.get(i) && !optionsEnded && argument.get().startsWith("-")) {
                return Optional.empty();
            }
            optionsEnded |= literals.get(i).equals("--");
            out.add(argument.get());
        }
        return Optional.of(out);
    }

    /** The machine to run it on, if the rule names one that is known. */
    public Optional<String> host(Scope scope, Display display) {
        return host.map(h -> h.in(scope)).filter(v -> v.isKnown()).map(display::show);
    }

    /** True when the rule names a machine, known or not. */
    public boolean namesHost() {
        return host.isPresent();
    }

    /** Cuts the text at blanks outside of quotes and holes. */
    private static final class Cutter {
        private final Command command;
        private final boolean starsAllowed;
        private final ExprCompiler exprs;
        private final List<List<Part>> done = new ArrayList<>();
        private List<Part> current = new ArrayList<>();
        private final StringBuilder chars = new StringBuilder();
        private boolean quoted;
        private boolean begun;

        Cutter(Command command, boolean starsAllowed, ExprCompiler exprs) {
            this.command = command;
            this.starsAllowed = starsAllowed;
            this.exprs = exprs;
        }

        List<List<Part>> cut() {
            for (Part p : command.text().parts()) {
                if (p instanceof Part.Chars c) {
                    c.text().chars().forEach(x -> take((char) x));
                } else {
                    flushChars();
                    current.add(p);
                    begun = true;
                }
            }
            if (quoted) {
                exprs.errors().error(command.at(), "this ' is not closed");
            }
            end();
            return done;
        }

        private void take(char c) {
            if (c == '\'') {
                quoted = !quoted;
                begun = true;
            } else if (c == ' ' && !quoted) {
                end();
            } else {
                boolean shell = SHELL.indexOf(c) >= 0 || (c == '*' && !starsAllowed) || c == '\n';
                if (shell && !quoted) {
                    exprs.errors()
                            .add(
                                    LanguageError.error(command.at(), "'" + c + "' has no meaning in a command")
                                            .hint(
                                                    "commands are not run by a shell; put it between ' ' if it is meant as it stands"));
                }
                chars.append(c);
                begun = true;
            }
        }

        private void flushChars() {
            if (chars.length() > 0) {
                current.add(new Part.Chars(chars.toString()));
                chars.setLength(0);
            }
        }

        private void end() {
            flushChars();
            if (begun) {
                done.add(current);
            }
            current = new ArrayList<>();
            begun = false;
        }
    }
}
