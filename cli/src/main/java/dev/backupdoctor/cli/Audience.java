package dev.backupdoctor.cli;

import dev.backupdoctor.core.fix.Person;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Whoever sits in front of the terminal, if it is one. */
final class Audience implements Person {

    private final Terminal terminal;

    Audience(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public boolean isThere() {
        return terminal.target() == Terminal.Target.SCREEN;
    }

    @Override
    public boolean didIt(String what) {
        return isThere()
                && ask("This is yours: " + what + "\nType 'done' when it is done, anything else stops: ", "done");
    }

    /** Whether somebody is there and types exactly this. */
    boolean types(String question, String wanted) {
        return isThere() && ask(question, wanted);
    }

    private boolean ask(String question, String wanted) {
        question.lines().forEach(line -> terminal.errors().println(Complaint.safe(line)));
        try {
            return line(terminal.in()).equals(wanted);
        } catch (IOException e) {
            // Nobody answers any more.
            return false;
        }
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }
}
