package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.util.List;

/** What a server has, asked without choosing an export. */
public final class Exports {
    private Exports() {}

    /**
     * One export of a server.
     *
     * @param description the server's own words, perhaps none
     */
    public record Listed(String name, String description) {}

    /**
     * What an export is.
     *
     * @param size bytes
     */
    public record Info(long size, TransmissionFlags flags, BlockSizes blockSizes) {}

    /** All exports, in the server's order; the name of the URI does not matter. */
    public static List<Listed> list(NbdUri uri) throws NbdException {
        return ask(uri, Negotiation::list).stream()
                .map(server -> new Listed(server.name(), server.description()))
                .toList();
    }

    /** What the URI's export is. */
    public static Info info(NbdUri uri) throws NbdException {
        Negotiation.Agreement agreement = ask(uri, Negotiation::info);
        return new Info(agreement.export().size(), agreement.export().flags(), agreement.sizes());
    }

    /** Names of all meta contexts of the URI's export, bitmaps among them. */
    public static List<String> contexts(NbdUri uri) throws NbdException {
        return ask(uri, Negotiation::listContexts);
    }

    private interface Options<T> {
        T ask(Negotiation negotiation) throws NbdException;
    }

    private static <T> T ask(NbdUri uri, Options<T> question) throws NbdException {
        return Export.handshake(uri, Export.PATIENCE, (wire, negotiation) -> {
            T answer = question.ask(negotiation);
            negotiation.abort();
            wire.close();
            return answer;
        });
    }
}
