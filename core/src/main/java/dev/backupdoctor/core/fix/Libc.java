package dev.backupdoctor.core.fix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Calls of the C library that Java lacks: files by the descriptor of their directory, and all extended attributes, of
 * which Java only sees those of the user. Loaded when it is first used.
 */
final class Libc {

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;

    private static final String ARCH = System.getProperty("os.arch", "");

    /** The kernel gives these two bits another way round on some processors. */
    private static final boolean SWAPPED = ARCH.startsWith("aarch") || ARCH.startsWith("arm") || ARCH.startsWith("ppc");

    static final int O_DIRECTORY = SWAPPED ? 040000 : 0200000;
    static final int O_NOFOLLOW = SWAPPED ? 0100000 : 0400000;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ENOTDIR = 20;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int ELOOP = 40;
    static final int ENOTSUP = 95;
    static final int EDQUOT = 122;

    static {
        Native.register(Libc.class, Platform.C_LIBRARY_NAME);
    }

    private Libc() {}

    static native int openat(int directory, byte[] name, int flags, int mode) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;

    static native long read(int descriptor, byte[] into, long bytes) throws LastErrorException;

    static native long write(int descriptor, byte[] from, long bytes) throws LastErrorException;

    static native int fsync(int descriptor) throws LastErrorException;

    static native int fchown(int descriptor, int owner, int group) throws LastErrorException;

    static native int fchmod(int descriptor, int mode) throws LastErrorException;

    static native int renameat(int from, byte[] name, int to, byte[] newName) throws LastErrorException;

    static native int unlinkat(int directory, byte[] name, int flags) throws LastErrorException;

    static native long flistxattr(int descriptor, byte[] names, long bytes) throws LastErrorException;

    static native long fgetxattr(int descriptor, byte[] name, byte[] value, long bytes) throws LastErrorException;

    static native int fsetxattr(int descriptor, byte[] name, byte[] value, long bytes, int flags)
            throws LastErrorException;

    static native int fremovexattr(int descriptor, byte[] name) throws LastErrorException;
}
