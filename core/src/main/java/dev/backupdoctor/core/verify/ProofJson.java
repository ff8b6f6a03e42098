package dev.backupdoctor.core.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/**
 * Proofs as JSON.
 *
 * <pre>
 * {"schema": "backup-doctor-proof/1", "tool": {"name": "backup-doctor", "version": "0.1.0"}, "host": "db1",
 *  "answer": "holds",
 *  "proofs": [{"rule": "acme-copy-timeout", "fingerprint": "6f0c1e7a52d94b31", "answer": "holds", "steps": [...]}]}
 * </pre>
 */
public final class ProofJson {

    private static final String SCHEMA = "backup-doctor-proof/1";
    private static final JsonMapper JSON = new JsonMapper();

    private ProofJson() {}

    /** The record, with a line feed at its end. */
    public static String write(List<Proof> proofs, String version, String host) {
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
        root.putObject("tool").put("name", "backup-doctor").put("version", version);
        root.put("host", host).put("answer", answer(proofs).word());
        ArrayNode all = root.putArray("proofs");
        proofs.forEach(p -> write(all.addObject(), p));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Of all together: one that fails decides, else one that is open. */
    public static Proof.Answer answer(List<Proof> proofs) {
        List<Proof.Answer> answers = proofs.stream().map(Proof::answer).toList();
        if (answers.contains(Proof.Answer.FAILS)) {
            return Proof.Answer.FAILS;
        }
        return answers.isEmpty() || answers.contains(Proof.Answer.OPEN) ? Proof.Answer.OPEN : Proof.Answer.HOLDS;
    }

    private static void write(ObjectNode json, Proof proof) {
        json.put("rule", proof.rule()).put("fingerprint", proof.fingerprint());
        texts(json.putObject("key"), proof.key());
        json.put("message", proof.message());
        json.put("answer", proof.answer().word());
        proof.entry().ifPresentOrElse(e -> json.put("entry", e), () -> json.putNull("entry"));
        proof.fixed().ifPresentOrElse(f -> json.put("fixed", f.toString()), () -> json.putNull("fixed"));
        json.put("started", proof.started().toString());
        json.put("seconds", BigDecimal.valueOf(proof.took().toMillis(), 3));
        ArrayNode steps = json.putArray("steps");
        for (Proof.Step step : proof.steps()) {
            ObjectNode node = steps.addObject();
            node.put("what", step.what()).put("answer", step.answer().word()).put("text", step.text());
            texts(node.putObject("figures"), step.figures());
        }
    }

    private static void texts(ObjectNode json, SortedMap<String, String> texts) {
        texts.forEach(json::put);
    }
}
