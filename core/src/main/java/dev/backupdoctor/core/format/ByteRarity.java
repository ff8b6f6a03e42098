package dev.backupdoctor.core.format;

import java.util.Arrays;

/** How often bytes stand in logs, roughly: enough to choose the part of a literal that is worth searching for. */
final class ByteRarity {

    /** From often to rarely, counted in logs of servers and in output of programs. */
    private static final String BY_FREQUENCY =
            " 0e1t2a3i:os_46n578r9,l=d-c.p\"/u[]m()g{}fhvb'ITRSENDOAyk;wCLMPFxBqGUVjHWKz%YXQ#+<>|@*&JZ!~?$^\\`";

    /** In ten thousandths, by byte. */
    private static final int[] WEIGHT = weights();

    private ByteRarity() {}

    private static int[] weights() {
        int[] weights = new int[256];
        Arrays.fill(weights, 1);
        for (int i = 0; i < BY_FREQUENCY.length(); i++) {
            weights[BY_FREQUENCY.charAt(i)] = Math.max(2, 800 / (i + 2));
        }
        return weights;
    }

    /** Where the window of so many bytes begins that will be met with the least often. */
    static int rarestWindow(byte[] literal, int window) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int begin = 0; begin + window <= literal.length; begin++) {
            double cost = cost(literal, begin, window);
            if (cost < least) {
                least = cost;
                best = begin;
            }
        }
        return best;
    }

    /** Each three bytes of the window shorten a jump when the text holds them; the last ones also cost a comparison. */
    private static double cost(byte[] literal, int begin, int window) {
        double cost = 0;
        for (int end = begin + 2; end < begin + window; end++) {
            double often = 1.0 * weight(literal[end - 2]) * weight(literal[end - 1]) * weight(literal[end]);
            int distance = begin + window - 1 - end;
            cost += often * (window - 2 - distance + (distance == 0 ? window * 4 : 0));
        }
        return cost;
    }

    private static int weight(byte b) {
        return WEIGHT[b & 0xff];
    }
}
