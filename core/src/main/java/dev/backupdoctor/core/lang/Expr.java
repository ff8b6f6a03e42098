package dev.backupdoctor.core.lang;

import java.util.List;
import java.util.Optional;

/** An expression as written. */
public sealed interface Expr {

    Pos at();

    /** A number with an optional unit: {@code 30 min}, {@code 25 %}, {@code 0.7}. */
    record Amount(Pos at, String digits, Optional<String> unit) implements Expr {}

    /** {@code 2026-11-20T12:00:00Z}. */
    record Moment(Pos at, String text) implements Expr {}

    /** A text with holes. */
    record Template(Pos at, Text text) implements Expr {}

    /** {@code [a, b]}. */
    record Listing(Pos at, List<Expr> elements) implements Expr {}

    /** {@code a when c1, b when c2, d}: the first value whose condition is true. */
    record Choice(Pos at, List<Branch> branches) implements Expr {}

    /** One value of a choice; without a condition it is the last. */
    record Branch(Expr value, Optional<Expr> when) {}

    /** A name, or a call {@code max(a, b)}. */
    record Name(Pos at, String name, Optional<List<Arg>> args) implements Expr {}

    /** {@code of.name} or {@code of.name(args)}. */
    record Member(Pos at, Expr of, String name, Optional<List<Arg>> args) implements Expr {}

    record Minus(Pos at, Expr of) implements Expr {}

    record Not(Pos at, Expr of) implements Expr {}

    /** An operator between two values; {@code operator} as written, {@code and} and {@code or} among them. */
    record Binary(Pos at, String operator, Expr left, Expr right) implements Expr {}

    /** {@code x in [a, b]}. */
    record In(Pos at, Expr value, Listing list) implements Expr {}

    /** {@code x is known}, {@code x is not none}. */
    record Is(Pos at, Expr value, boolean negated, String state) implements Expr {}

    /** An argument; {@code by} names the fields that pair two streams. */
    record Arg(Expr value, List<String> by) {}
}
