package dev.backupdoctor.checkmk.parser;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a path tells of the site that it lies in. */
final class SitePath {

    private static final Pattern SITE = Pattern.compile("/omd/sites/(?<site>[^/\"' ]{1,64})");
    private static final Pattern BACKUP = Pattern.compile("(?:^|/)site-[^/!]{1,80}\\.tar(?:\\.gz)?!/");
    private static final Pattern COMPRESSED = Pattern.compile("\\.(?:gz|xz|zst|bz2|lzma)$");
    private static final Pattern VERSION =
            Pattern.compile("/omd/versions/(?<version>\\d[0-9a-z.]{0,60}?)(?:\\.(?<edition>[a-z]{3,20}))?/");

    private SitePath() {}

    /** The site whose directory is named in a text. */
    static Optional<String> site(String text) {
        Matcher m = SITE.matcher(text);
        return m.find() ? Optional.of(m.group("site")) : Optional.empty();
    }

    /** The version of Checkmk, without its edition, whose directory is named in a text. */
    static Optional<String> version(String text) {
        Matcher m = VERSION.matcher(text);
        return m.find() ? Optional.of(m.group("version")) : Optional.empty();
    }

    /** Version without edition: {@code 2.3.0p21.cee} is {@code 2.3.0p21}. */
    static Optional<String> plainVersion(String version) {
        return version("/omd/versions/" + version + "/");
    }

    /** True for what lies in the directory of a site. */
    static boolean isInside(String path) {
        return site(path).isPresent();
    }

    /** True for what lies within an archive that mkbackup has made: a copy of a site, and not the site. */
    static boolean isInBackup(String source) {
        return BACKUP.matcher(source).find();
    }

    /**
     * The directory of the site that a file belongs to, as far as the name of the source tells; files that were copied
     * out of their tree are taken for one site's when they lie together.
     *
     * @param source name of the source
     * @param below where such a file lies in a site
     */
    static String root(String source, String below) {
        String plain = COMPRESSED.matcher(source).replaceFirst("");
        if (plain.endsWith("/" + below)) {
            return plain.substring(0, plain.length() - below.length() - 1);
        }
        int slash = source.lastIndexOf('/');
        return slash < 0 ? "" : source.substring(0, slash);
    }
}
