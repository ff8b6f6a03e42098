package dev.backupdoctor.nbd.libvirt;

import com.sun.jna.Pointer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The job that holds a domain at the moment.
 *
 * @param active whether there is one
 * @param operation what it does, virDomainJobOperation; 9 is a backup; 0 when nothing is active
 * @param values the numbers that libvirt gives, by its own names, in its order; times in ms, sizes in bytes
 */
public record JobStats(boolean active, int operation, Map<String, Long> values) {
    private static final int BACKUP = 9;

    /** Copies the values. */
    public JobStats {
        values = Map.copyOf(values);
    }

    /** Whether the job is a backup. */
    public boolean isBackup() {
        return active && operation == BACKUP;
    }

    /** Bytes that the scratch files hold, where the job has some. */
    public OptionalLong scratchUsed() {
        return value("disk_temp_used");
    }

    /** Bytes that the scratch files can hold at most, where the job has some. */
    public OptionalLong scratchTotal() {
        return value("disk_temp_total");
    }

    private OptionalLong value(String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * Reads an array of typed parameters. Format: virTypedParameter of libvirt-common.h on a machine with 64 bits: name
     * in 80 bytes, type at 80, value at 88, 96 bytes each.
     */
    static JobStats read(int type, Pointer parameters, int count) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Pointer parameter = parameters.share(i * 96L);
            String name = parameter.getString(0, "UTF-8");
            int kind = parameter.getInt(80);
            if (kind == 1 || kind == 2) {
                values.put(name, (long) parameter.getInt(88));
            } else if (kind == 3 || kind == 4) {
                values.put(name, parameter.getLong(88));
            }
        }
        return new JobStats(type != 0, values.getOrDefault("operation", 0L).intValue(), values);
    }
}
