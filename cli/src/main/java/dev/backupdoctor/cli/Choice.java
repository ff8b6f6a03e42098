package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.lang.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words; a wrong one is answered with the right ones. */
class Choice<E extends Enum<E>> implements ITypeConverter<E> {

    private final List<E> choices;

    Choice(List<E> choices) {
        this.choices = choices;
    }

    @Override
    public E convert(String word) {
        for (E choice : choices) {
            if (word(choice).equals(word)) {
                return choice;
            }
        }
        List<String> words = choices.stream().map(Choice::word).toList();
        String near = Nearest.hint(word, words);
        String known = "known are " + String.join(", ", words);
        throw new TypeConversionException("'" + word + "' is not known; " + (near.isEmpty() ? known : near));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** For {@code --fail-on}. */
    static final class OfFailOn extends Choice<FailOn> {
        OfFailOn() {
            super(Arrays.asList(FailOn.values()));
        }
    }

    /** For {@code --min-confidence}. */
    static final class OfConfidence extends Choice<Confidence> {
        OfConfidence() {
            super(List.of(Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE));
        }
    }

    /** For {@code --color}. */
    static final class OfColour extends Choice<ScreenOptions.Colour> {
        OfColour() {
            super(Arrays.asList(ScreenOptions.Colour.values()));
        }
    }

    /** For {@code --format}. */
    static final class OfFormat extends Choice<ReportFormat> {
        OfFormat() {
            super(Arrays.asList(ReportFormat.values()));
        }
    }
}
