package dev.backupdoctor.core.report;

import java.util.List;

/**
 * Labelled paragraphs about one thing, such as a rule, for people to read.
 *
 * @param name short name that stands first
 * @param title one sentence behind it
 */
public record Sheet(String name, String title, List<Section> sections) {

    /**
     * Paragraphs under one label.
     *
     * @param numbered true to count them
     */
    public record Section(String label, List<String> paragraphs, boolean numbered) {
        public Section {
            paragraphs = List.copyOf(paragraphs);
        }

        public static Section of(String label, List<String> paragraphs) {
            return new Section(label, paragraphs, false);
        }
    }

    public Sheet {
        sections = List.copyOf(sections);
    }
}
