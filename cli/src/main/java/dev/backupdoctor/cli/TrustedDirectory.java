package dev.backupdoctor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether root may use what lies in a directory: rules of somebody else could make root's report say anything. */
final class TrustedDirectory {

    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;

    private TrustedDirectory() {}

    /** Always true for users other than root: they trust themselves. */
    static boolean mayBeUsed(Path directory) {
        try {
            if ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
                return true;
            }
            Path real = directory.toRealPath();
            if (!isRoots(real) || (mode(real) & OTHERS_WRITE) != 0) {
                return false;
            }
            for (Path above = real.getParent(); above != null; above = above.getParent()) {
                boolean exchangeable = (mode(above) & OTHERS_WRITE) != 0 && (mode(above) & STICKY) == 0;
                if (!isRoots(above) || exchangeable) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static boolean isRoots(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid") == 0;
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode");
    }
}
