package dev.backupdoctor.nbd.set;

import java.util.List;

/**
 * A data file of which every byte was read, up to the first problem.
 *
 * @param bytesRead bytes of the file
 * @param dataFrames how many data frames it has; 0 for a raw image
 * @param computedSum Adler-32 of what was read; of the whole file when there is no problem
 * @param problems what was found; empty when the file is whole and its sums fit
 */
public record VerifiedFile(DataFile file, long bytesRead, int dataFrames, long computedSum, List<SetProblem> problems) {

    /** Copies the list. */
    public VerifiedFile {
        problems = List.copyOf(problems);
    }

    /** Whether any problem keeps the file from being restored. */
    public boolean isBroken() {
        return problems.stream().anyMatch(problem -> problem.severity() == SetProblem.Severity.ERROR);
    }
}
