package dev.backupdoctor.virtnbd.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a recorded terminal on which a command was typed.
 *
 * <pre>
 * # virsh checkpoint-list web01
 * root@kvm2:~# qemu-img info -U disk.qcow2
 * [root@kvm2 ~]# virtnbdbackup -d web01 -l auto -o /srv/backup/web01
 * </pre>
 *
 * @param words the command, without sudo and the like, its program without directory
 * @param piped true when its output went through another command first
 */
record Prompt(List<String> words, boolean piped) {

    private static final Pattern LINE = Pattern.compile(
            "(?:\\[[^\\]]{1,120}\\]|[\\w.-]{1,64}@[\\w.-]{1,64}[: ]?[^#$]{0,200}|[~/][\\w./-]{0,120}|bash-[\\d.]{1,8})?"
                    + " ?[#$] {1,3}(?<command>[A-Za-z./_].*)");

    /** Options of virsh itself that take a value. */
    private static final Set<String> VIRSH_VALUES = Set.of("-c", "--connect", "-d", "--debug", "-e", "-k", "-K", "-l");

    private static final Set<String> BEFORE_COMMANDS = Set.of("sudo", "time", "nice", "env", "command");

    Prompt {
        words = List.copyOf(words);
    }

    /** The command typed on a line, as the line is shown. */
    static Optional<Prompt> of(String shown) {
        if (shown.length() > 4096 || (shown.indexOf('#') < 0 && shown.indexOf('$') < 0)) {
            return Optional.empty();
        }
        Matcher m = LINE.matcher(shown);
        return m.matches() ? Optional.of(command(m.group("command"))) : Optional.empty();
    }

    private static Prompt command(String text) {
        List<String> words = new ArrayList<>();
        boolean piped = false;
        for (String word : text.strip().split("[ \t]+", -1)) {
            if (word.equals("|") || word.startsWith("|")) {
                piped = true;
                break;
            }
            boolean leads = words.isEmpty() && (BEFORE_COMMANDS.contains(word) || word.matches("[A-Z_]{1,32}=\\S*"));
            if (!leads) {
                words.add(unquoted(word));
            }
        }
        if (!words.isEmpty()) {
            words.set(0, Options.baseName(words.get(0)));
        }
        return new Prompt(words, piped);
    }

    private static String unquoted(String word) {
        boolean quoted = word.length() > 1
                && (word.charAt(0) == '\'' || word.charAt(0) == '"')
                && word.charAt(word.length() - 1) == word.charAt(0);
        return quoted ? word.substring(1, word.length() - 1) : word;
    }

    String program() {
        return words.isEmpty() ? "" : words.get(0);
    }

    /** The command with its words joined by single blanks. */
    String text() {
        return String.join(" ", words);
    }

    /** What virsh is asked to do; empty for other programs. */
    Optional<String> virshCommand() {
        return virshArguments().stream().findFirst();
    }

    /** The domain that a virsh command names. */
    Optional<String> virshDomain() {
        List<String> arguments = virshArguments();
        for (int i = 1; i < arguments.size(); i++) {
            if (arguments.get(i).equals("--domain") && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            } else if (!arguments.get(i).startsWith("-")) {
                return Optional.of(arguments.get(i));
            }
        }
        return Optional.empty();
    }

    private List<String> virshArguments() {
        if (!program().equals("virsh")) {
            return List.of();
        }
        int at = 1;
        while (at < words.size() && words.get(at).startsWith("-")) {
            at += VIRSH_VALUES.contains(words.get(at)) ? 2 : 1;
        }
        return at < words.size() ? words.subList(at, words.size()) : List.of();
    }

    /** Arguments that are no options. */
    List<String> operands() {
        return words.stream().skip(1).filter(w -> !w.startsWith("-")).toList();
    }

    boolean has(String... options) {
        return words.stream().anyMatch(List.of(options)::contains);
    }
}
