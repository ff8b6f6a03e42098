package dev.backupdoctor.cli;

import dev.backupdoctor.core.verify.Proof;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** A proof, with what was seen. */
final class ProofText {

    private final Writer out;

    ProofText(Writer out) {
        this.out = out;
    }

    void write(Proof proof) throws IOException {
        line(proof.rule() + (proof.key().isEmpty() ? "" : " " + proof.key()));
        if (!proof.message().isEmpty()) {
            line("  was:    " + proof.message());
        }
        if (proof.entry().isPresent()) {
            line("  fixed:  " + proof.fixed().map(Object::toString).orElse("?") + ", entry "
                    + proof.entry().get() + " of the journal");
        }
        for (Proof.Step step : proof.steps()) {
            line(String.format(Locale.ROOT, "  %-6s  %s: %s", step.answer().word() + ":", step.what(), step.text()));
            for (var figure : step.figures().entrySet()) {
                line("          " + figure.getKey() + " " + figure.getValue());
            }
        }
        line(
                switch (proof.answer()) {
                    case HOLDS -> "VERIFIED";
                    case FAILS -> "NOT VERIFIED: it does not hold";
                    case OPEN -> "NOT VERIFIED: nobody can tell yet";
                });
    }

    private void line(String text) throws IOException {
        out.write(Complaint.safe(text) + "\n");
    }
}
