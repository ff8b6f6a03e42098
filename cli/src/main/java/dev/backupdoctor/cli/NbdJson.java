package dev.backupdoctor.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.restore.Compare;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.DataFile;
import dev.backupdoctor.nbd.set.SetProblem;
import dev.backupdoctor.nbd.set.Verification;
import dev.backupdoctor.nbd.set.VerifiedFile;
import java.util.List;
import java.util.Locale;

/** What the nbd commands say, as JSON: one object each; fields are added, none changes. */
final class NbdJson {
    private static final JsonMapper JSON = new JsonMapper();

    private NbdJson() {}

    /** Whether a command is to write JSON. */
    static boolean isAskedFor(String format) throws UsageError {
        if (!List.of("text", "json").contains(format)) {
            throw new UsageError("there is no format " + format + "; text and json are known");
        }
        return "json".equals(format);
    }

    static String of(Verification verification) {
        ObjectNode root = root("verify");
        root.put("broken", verification.isBroken());
        root.put("proved", verification.isProved());
        ArrayNode files = root.putArray("files");
        for (VerifiedFile file : verification.files()) {
            ObjectNode node = files.addObject();
            node.put("file", file.file().fileName());
            node.put("bytes", file.bytesRead());
            node.put("data_frames", file.dataFrames());
            node.put("sum", file.computedSum());
            node.put("broken", file.isBroken());
        }
        problems(root, verification.problems());
        return text(root);
    }

    static String of(BackupSet set) {
        ObjectNode root = root("info");
        root.put("broken", set.isBroken());
        set.domain().ifPresent(domain -> root.put("domain", domain));
        set.checkpoints().forEach(root.putArray("checkpoints")::add);
        ArrayNode disks = root.putArray("disks");
        for (String disk : set.disks()) {
            ObjectNode node = disks.addObject();
            node.put("disk", disk);
            Chain.points(set, disk).forEach(node.putArray("points")::add);
            ArrayNode files = node.putArray("files");
            for (DataFile file : set.files(disk)) {
                ObjectNode one = files.addObject();
                one.put("file", file.fileName());
                one.put("bytes", file.bytes());
                one.put("virtual_size", file.meta().virtualSize());
                one.put("data_size", file.meta().dataSize());
                one.put("incremental", file.meta().incremental());
                one.put("compressed", file.meta().isCompressed());
                one.put("checkpoint", file.meta().checkpointName());
                file.meta().parentCheckpoint().ifPresent(parent -> one.put("parent", parent));
            }
        }
        problems(root, set.problems());
        return text(root);
    }

    static String of(Compare compare) {
        ObjectNode root = root("compare");
        root.put("same", compare.isSame());
        root.put("set_bytes", compare.sourceSize());
        root.put("image_bytes", compare.otherSize());
        root.put("differing_bytes", compare.differingBytes());
        ArrayNode differences = root.putArray("differences");
        for (Extent extent : compare.differences()) {
            differences.addObject().put("offset", extent.offset()).put("length", extent.length());
        }
        return text(root);
    }

    private static ObjectNode root(String command) {
        return JSON.createObjectNode().put("schema", "backup-doctor/nbd-" + command + "/1");
    }

    private static void problems(ObjectNode root, List<SetProblem> problems) {
        ArrayNode array = root.putArray("problems");
        for (SetProblem problem : problems) {
            ObjectNode node = array.addObject();
            node.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            node.put("file", problem.place().file());
            problem.place().offset().ifPresent(offset -> node.put("offset", offset));
            node.put("message", problem.message());
        }
    }

    private static String text(ObjectNode root) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
