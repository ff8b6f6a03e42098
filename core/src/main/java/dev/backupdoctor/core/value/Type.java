package dev.backupdoctor.core.value;

import java.util.SortedSet;
import java.util.TreeSet;

/** What kind of value an expression has. The compiler knows it before anything is read. */
public sealed interface Type permits Scalar, Type.Words, Type.OneOf, Type.StreamOf, Type.StreamsBy, Type.ListOf {

    /** One of a set of bare words. */
    record Words(SortedSet<String> words) implements Type {
        public Words {
            words = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(words));
        }

        @Override
        public String toString() {
            return "one of " + String.join("|", words);
        }
    }

    /** One event of a kind. */
    record OneOf(String kind) implements Type {
        @Override
        public String toString() {
            return "event " + kind;
        }
    }

    /** All events of a kind that a binding found. */
    record StreamOf(String kind) implements Type {
        @Override
        public String toString() {
            return "stream of " + kind;
        }
    }

    /** A stream of sub-streams that have a field in common. */
    record StreamsBy(String kind, String key) implements Type {
        @Override
        public String toString() {
            return "streams of " + kind + " per " + key;
        }
    }

    /** Distinct values. */
    record ListOf(Type element) implements Type {
        @Override
        public String toString() {
            return "list of " + element;
        }
    }

    /** True for what can be ordered. */
    default boolean ordered() {
        return false;
    }
}
