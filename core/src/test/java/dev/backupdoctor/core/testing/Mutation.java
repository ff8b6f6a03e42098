package dev.backupdoctor.core.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages well-formed inputs at random, always in the same way for one seed. */
public final class Mutation {

    /** What an input may grow to. */
    private static final int MAX_BYTES = 32 << 10;

    private static final int MAX_CHANGES = 6;

    private static final List<String> WORDS = List.of(
            "\0",
            "\r",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\"",
            "'",
            "\"\"\"",
            "\\",
            "\\u",
            "\\x",
            "{",
            "}",
            "{}",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "</",
            "<!--",
            "<![CDATA[",
            "&#0;",
            "|",
            "+",
            "-",
            "--",
            "=",
            ":",
            "::",
            ",",
            ".",
            "..",
            "/",
            "%",
            "@",
            "#",
            "*",
            "_",
            "0",
            "-1",
            "00",
            "9999999999999999999",
            "1e999999999",
            "-0.0",
            "0x",
            "NaN",
            "2147483648",
            "9223372036854775807",
            "-9223372036854775808",
            "null",
            "true",
            "None",
            "99:99:99",
            "0000-00-00 00:00:00",
            "9999-12-31 23:59:59",
            "+999999999-12-31",
            "\u00ef\u00bb\u00bf",
            "\u00ff\u00fe",
            "\u00c3",
            "\u00ed\u00b3\u00bc",
            "\u00f0\u009f",
            "\u0085",
            "\u001b[31m",
            "*************************** 1. row ***************************\n");

    private final SplittableRandom random;
    private final List<byte[]> others;

    /**
     * Damages with what others hold.
     *
     * @param others inputs of which pieces are taken
     */
    public Mutation(SplittableRandom random, List<byte[]> others) {
        this.random = random;
        this.others = List.copyOf(others);
    }

    /** The input with one to six changes. */
    public byte[] of(byte[] input) {
        byte[] changed = input;
        int changes = random.nextInt(1, MAX_CHANGES + 1);
        for (int i = 0; i < changes; i++) {
            changed = once(changed);
        }
        return changed.length > MAX_BYTES ? Arrays.copyOf(changed, MAX_BYTES) : changed;
    }

    private byte[] once(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + length());
        byte[] piece = Arrays.copyOfRange(input, from, to);
        return switch (random.nextInt(10)) {
            case 0 -> flipped(input);
            case 1 -> Arrays.copyOf(input, from);
            case 2 -> Arrays.copyOfRange(input, from, input.length);
            case 3 -> with(input, from, to, new byte[0]);
            case 4 -> with(input, from, from, repeated(piece, random.nextInt(1, 4)));
            case 5 -> with(input, from, to, foreign());
            case 6 -> with(input, from, from, word());
            case 7 -> with(input, from, to, word());
            case 8 -> with(input, from, from, repeated(word(), random.nextInt(1, 2000)));
            default -> moved(input, piece, to);
        };
    }

    /** Most changes are short, some are long. */
    private int length() {
        return random.nextInt(1, 2 << random.nextInt(1, 10));
    }

    private byte[] flipped(byte[] input) {
        byte[] flipped = input.clone();
        for (int i = random.nextInt(1, 9); i > 0 && flipped.length > 0; i--) {
            int at = random.nextInt(flipped.length);
            flipped[at] = (byte) (random.nextBoolean() ? flipped[at] ^ 1 << random.nextInt(8) : random.nextInt(256));
        }
        return flipped;
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] foreign() {
        byte[] other = others.get(random.nextInt(others.size()));
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + length()));
    }

    private byte[] moved(byte[] input, byte[] piece, int to) {
        byte[] without = with(input, to - piece.length, to, new byte[0]);
        int at = random.nextInt(without.length + 1);
        return with(without, at, at, piece);
    }

    private static byte[] repeated(byte[] piece, int times) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < times && out.size() < MAX_BYTES; i++) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] with(byte[] input, int from, int to, byte[] instead) {
        var out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        out.writeBytes(instead);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}
