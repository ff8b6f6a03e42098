package dev.backupdoctor.nbd.restore;

/** How much of the file system a restored image takes. */
public enum Allocation {
    /** What the data need; zeros are left out. */
    THIN,
    /** All of the disk's size, from the start. */
    FULL,
    /** As little as qemu can make of it; a raw image cannot be compressed and is thin then. */
    COMPRESSED
}
