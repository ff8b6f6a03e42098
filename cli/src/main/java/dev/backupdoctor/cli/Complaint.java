package dev.backupdoctor.cli;

import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said about a command line that cannot be understood: one sentence, and where to read on. */
final class Complaint {

    private Complaint() {}

    /** For {@link CommandLine#setParameterExceptionHandler}. */
    static int about(ParameterException e, String... arguments) {
        return about(e.getCommandLine(), message(e));
    }

    static int about(CommandLine command, String message) {
        command.getErr().println("backup-doctor: " + safe(message));
        command.getErr().println("see '" + command.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    /** Names of files and arguments may hold anything; none of it may move the cursor. */
    static String safe(String message) {
        return Utf8.decode(Utf8.encode(message));
    }

    private static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        String text = String.valueOf(e.getMessage());
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        CommandLine command = e.getCommandLine();
        List<String> known = new ArrayList<>();
        String message = "unexpected argument '" + argument + "'";
        if (argument.startsWith("-")) {
            argument = argument.substring(0, argument.contains("=") ? argument.indexOf('=') : argument.length());
            message = "unknown option '" + argument + "'";
            command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
        } else if (!command.getSubcommands().isEmpty()) {
            message = "there is no command '" + argument + "'";
            known.addAll(command.getSubcommands().keySet());
        }
        String hint = Nearest.hint(argument, known);
        return hint.isEmpty() ? message : message + "; " + hint;
    }
}
