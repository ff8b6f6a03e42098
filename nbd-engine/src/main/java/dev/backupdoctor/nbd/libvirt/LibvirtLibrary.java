package dev.backupdoctor.nbd.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import dev.backupdoctor.nbd.NbdException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.Libvirt.VirErrorCallback;

/** libvirt.so.0, loaded when it is first asked for, and how its calls fail. */
final class LibvirtLibrary {
    /** Swallows what libvirt would print. Held here: libvirt calls it as long as the process lives. */
    private static final VirErrorCallback SILENT = (data, error) -> {};

    private LibvirtLibrary() {}

    /** Made by the class loader, once and by one thread. */
    private static final class Holder {
        static final Loaded LOADED = load();

        private static Loaded load() {
            try {
                LibvirtCalls calls = Native.load(
                        "virt", LibvirtCalls.class, Map.<String, Object>of(Library.OPTION_STRING_ENCODING, "UTF-8"));
                calls.virInitialize();
                calls.virSetErrorFunc(null, SILENT);
                return new Loaded(Optional.of(calls), Optional.empty());
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                return new Loaded(Optional.empty(), Optional.of(e));
            }
        }
    }

    /** One of both is there. */
    private record Loaded(Optional<LibvirtCalls> calls, Optional<LinkageError> failure) {}

    /**
     * The calls.
     *
     * @throws NbdException when the library cannot be loaded
     */
    static LibvirtCalls calls() throws NbdException {
        Loaded loaded = Holder.LOADED;
        if (loaded.failure().isPresent()) {
            LinkageError failure = loaded.failure().get();
            String why =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
            throw new NbdException(
                    "cannot load libvirt.so.0: " + why + "; install the package libvirt0, or set -Djna.tmpdir where the"
                            + " directory of temporary files is mounted noexec",
                    failure);
        }
        return loaded.calls().orElseThrow();
    }

    /** What the thread's last call failed with; to be asked on that thread, at once. */
    static LibvirtException failure(LibvirtCalls calls, String failed) {
        int code = calls.virGetLastErrorCode();
        Pointer message = calls.virGetLastErrorMessage();
        return new LibvirtException(failed, code, message == null ? "no reason given" : message.getString(0, "UTF-8"));
    }

    /** The result of a call that gives -1 when it fails. */
    static int check(LibvirtCalls calls, int result, String failed) throws LibvirtException {
        if (result < 0) {
            throw failure(calls, failed);
        }
        return result;
    }

    /** The result of a call that gives NULL when it fails. */
    static <P extends PointerType> P check(LibvirtCalls calls, @Nullable P result, String failed)
            throws LibvirtException {
        if (result == null) {
            throw failure(calls, failed);
        }
        return result;
    }

    /** The text of a call that gives NULL when it fails; the memory is freed. */
    static String text(LibvirtCalls calls, @Nullable CString result, String failed) throws LibvirtException {
        // toString() of it copies, frees and keeps the copy.
        return check(calls, result, failed).toString();
    }
}
