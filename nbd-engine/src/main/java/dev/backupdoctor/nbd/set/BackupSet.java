package dev.backupdoctor.nbd.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a set, and what a look at their names and heads already tells is wrong.
 *
 * @param directory where the files lie
 * @param domain name of the domain, from the list of checkpoints; empty without one
 * @param checkpoints names in the list of checkpoints, oldest first; empty without one
 * @param files finished data files whose heads could be read, by disk and name
 * @param disks devices that any data file, readable or not, is about, in alphabetical order
 * @param problems what does not fit, in order of files
 */
public record BackupSet(
        Path directory,
        Optional<String> domain,
        List<String> checkpoints,
        List<DataFile> files,
        List<String> disks,
        List<SetProblem> problems) {

    /** Copies the lists. */
    public BackupSet {
        checkpoints = List.copyOf(checkpoints);
        files = List.copyOf(files);
        disks = List.copyOf(disks);
        problems = List.copyOf(problems);
    }

    /**
     * Reads the names and heads of a directory.
     *
     * @throws ChainException when the directory cannot be listed
     */
    public static BackupSet read(Path directory) throws IOException {
        return new SetReader(directory).read();
    }

    /** The data files of one disk, by name. */
    public List<DataFile> files(String disk) {
        return files.stream().filter(file -> file.name().disk().equals(disk)).toList();
    }

    /** The data file of this name. */
    public Optional<DataFile> file(String fileName) {
        return files.stream().filter(file -> file.fileName().equals(fileName)).findFirst();
    }

    /** Whether any problem keeps a point of the set from being restored. */
    public boolean isBroken() {
        return problems.stream().anyMatch(problem -> problem.severity() == SetProblem.Severity.ERROR);
    }
}
