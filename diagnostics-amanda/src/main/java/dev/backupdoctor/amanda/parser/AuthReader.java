package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.event.AmandaEvent.Auth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out how a program talks to its peer, from what its debug file says. The first that says so is right. */
final class AuthReader {

    private static final Pattern NAMED =
            Pattern.compile("(?:argc\\[\\d{1,2}\\] = -auth=|security_getdriver\\(name=)(?<auth>[A-Za-z0-9]{1,16})");
    private static final Pattern DRIVER =
            Pattern.compile("security_handleinit\\([^()]{1,200} \\((?<auth>[A-Z0-9]{1,16})\\)\\)");

    private Optional<Auth> auth = Optional.empty();

    /** Takes what a record says of it, if anything. */
    void read(String text) {
        if (auth.isPresent()) {
            return;
        }
        auth = match(NAMED.matcher(text)).or(() -> match(DRIVER.matcher(text)));
    }

    /** 2.4 had only one way, and so does not name it. */
    void oldStyle() {
        auth = auth.or(() -> Optional.of(Auth.BSD));
    }

    /** Empty when the file does not say, or names one that is not known here. */
    Optional<Auth> auth() {
        return auth;
    }

    private static Optional<Auth> match(Matcher m) {
        return m.lookingAt() ? of(m.group("auth")) : Optional.empty();
    }

    private static Optional<Auth> of(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (Auth known : Auth.values()) {
            if (known.name().equals(wanted)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
