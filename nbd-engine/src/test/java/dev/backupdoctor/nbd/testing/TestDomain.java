package dev.backupdoctor.nbd.testing;

import dev.backupdoctor.nbd.testing.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A domain without a guest: its BIOS finds nothing to boot and idles, and the test writes its disks in the guest's
 * place. Offsets and lengths are bytes, multiples of 512.
 *
 * <p>The UUID stays the same over {@link #destroy()} and {@link #create()}.
 */
public final class TestDomain {
    /**
     * xor ax,ax; mov ds,ax; write: mov ax,4300h; mov si,7c40h; int 13h; add dword [7c48h],40h; cmp dword [7c48h],2000h;
     * jb write; idle: hlt; jmp idle. At 40h what int 13h writes: 64 blocks from 0000:7c00 to block 2048 of the disk.
     */
    private static final String WRITING_GUEST = ("31c08ed8b80043be407ccd13668306487c4066813e487c0020000072e7f4ebfd"
                    + "00".repeat(0x40 - 32)
                    + "10004000007c00000008000000000000")
            + "00".repeat(510 - 0x50)
            + "55aa";

    private final LibvirtBench bench;
    private final String name;
    private final UUID uuid = UUID.randomUUID();
    private final Map<String, Disk> disks = new LinkedHashMap<>();

    private record Disk(String format, Path image) {}

    TestDomain(LibvirtBench bench, String name) {
        this.bench = bench;
        this.name = name;
    }

    /** Adds an empty qcow2 disk; target devices are vda, vdb and so on. */
    public TestDomain disk(String target, long sizeBytes) throws IOException, InterruptedException {
        return disk(target, sizeBytes, "qcow2");
    }

    /** Adds an empty disk of a format that qemu-img knows, with what it takes after {@code -o}. */
    public TestDomain disk(String target, long sizeBytes, String format, String... options)
            throws IOException, InterruptedException {
        Path image = bench.directory().resolve(name + "-" + target + "." + format);
        var words = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", format));
        for (String option : options) {
            words.add("-o");
            words.add(option);
        }
        words.add(image.toString());
        words.add(Long.toString(sizeBytes));
        bench.program(words).run().ok();
        bench.giveToDaemon(image);
        disks.put(target, new Disk(format, image));
        return this;
    }

    /** The name that libvirt knows it by. */
    public String name() {
        return name;
    }

    /** The image that a disk lies in. */
    public Path image(String target) {
        return disk(target).image();
    }

    /** Defines it if it is not, and starts it. */
    public TestDomain start() throws IOException, InterruptedException {
        define();
        bench.virsh("start", name).ok();
        return this;
    }

    /** Defines it, or defines it anew; it stays off. */
    public TestDomain define() throws IOException, InterruptedException {
        bench.virsh("define", description().toString()).ok();
        return this;
    }

    /** Starts it as a transient domain: libvirt forgets it, and its checkpoints, when it ends. */
    public TestDomain create() throws IOException, InterruptedException {
        bench.virsh("create", description().toString()).ok();
        return this;
    }

    /** Ends it in the orderly way: qemu closes its images and stores the bitmaps. */
    public void destroy() throws IOException, InterruptedException {
        bench.virsh("destroy", name).ok();
    }

    /** Kills qemu as the kernel does when memory runs out; bitmaps are not stored. Returns when libvirt has seen it. */
    public void kill() throws IOException, InterruptedException {
        Program.of("kill", "-KILL", Long.toString(pid())).run().ok();
        LibvirtBench.await("the end of " + name, () -> {
            Ended state = bench.virsh("domstate", name);
            return state.exit() != 0 || state.out().contains("shut off");
        });
    }

    /** The process id of qemu. */
    public long pid() throws IOException {
        Path file = bench.directory().resolve("run/libvirt/qemu/run/" + name + ".pid");
        return Long.parseLong(Files.readString(file).strip());
    }

    /** Ends it if it runs, and makes libvirt forget it; images stay. */
    public void undefine() throws IOException, InterruptedException {
        bench.virsh("destroy", name);
        bench.virsh("undefine", name, "--checkpoints-metadata").ok();
    }

    /** Fills a range with one byte value. */
    public TestDomain write(String target, int value, long offset, long length)
            throws IOException, InterruptedException {
        return qemuIo(target, "write -P 0x%02x %d %d".formatted(value, offset, length), length);
    }

    /**
     * Puts a guest on a disk of a domain that is off: a boot sector that fills 3 MiB from 1 MiB on with what lies in
     * memory, and idles.
     */
    public TestDomain boot(String target) throws IOException, InterruptedException {
        Path sector = Files.write(
                bench.directory().resolve(name + ".boot"), HexFormat.of().parseHex(WRITING_GUEST));
        bench.giveToDaemon(sector);
        return qemuIo(target, "write -s " + sector + " 0 512", 512);
    }

    /** Defines it and starts it, but does not let the guest run yet. */
    public TestDomain startPaused() throws IOException, InterruptedException {
        define();
        bench.virsh("start", name, "--paused").ok();
        return this;
    }

    /** Lets the guest run, until qemu holds it because it cannot write. */
    public void runUntilItCannotWrite() throws IOException, InterruptedException {
        bench.virsh("resume", name).ok();
        LibvirtBench.await(
                "an I/O error of " + name,
                () -> bench.virsh("domstate", name, "--reason").out().contains("I/O error"));
    }

    /** Fills a range with bytes that do not compress; the same seed gives the same bytes. */
    public TestDomain writeRandom(String target, long seed, long offset, int length)
            throws IOException, InterruptedException {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        Path pattern = Files.write(bench.directory().resolve(name + ".pattern"), bytes);
        bench.giveToDaemon(pattern);
        return qemuIo(target, "write -s %s %d %d".formatted(pattern, offset, length), length);
    }

    /** Writes zeros as a guest's WRITE ZEROES does: the range stays allocated. */
    public TestDomain zero(String target, long offset, long length) throws IOException, InterruptedException {
        return qemuIo(target, "write -z %d %d".formatted(offset, length), length);
    }

    /** Gives a range back as a guest's fstrim does. */
    public TestDomain discard(String target, long offset, long length) throws IOException, InterruptedException {
        return qemuIo(target, "discard %d %d".formatted(offset, length), length);
    }

    /** Makes a disk of the running domain larger. */
    public TestDomain resize(String target, long sizeBytes) throws IOException, InterruptedException {
        bench.virsh("blockresize", name, target, sizeBytes + "B").ok();
        return this;
    }

    /** What the guest sees of a disk at this moment, as a new raw image. */
    public Path truth(String target) throws IOException, InterruptedException {
        Disk disk = disk(target);
        Path raw = Files.createTempFile(bench.directory(), name + "-" + target, ".raw");
        // Fails when the domain is off: then nothing needs to be held.
        boolean held = bench.virsh("suspend", name).exit() == 0;
        bench.program(List.of(
                        "qemu-img",
                        "convert",
                        "-U",
                        "-f",
                        disk.format(),
                        "-O",
                        "raw",
                        disk.image().toString(),
                        raw.toString()))
                .run()
                .ok();
        if (held) {
            bench.virsh("resume", name).ok();
        }
        return raw;
    }

    /** Works on the image while the domain is off. */
    private TestDomain qemuIo(String target, String command, long length) throws IOException, InterruptedException {
        Disk disk = disk(target);
        if (!bench.virsh("domstate", name).out().contains("running")) {
            bench.program(List.of(
                            "qemu-io",
                            "-f",
                            disk.format(),
                            "-c",
                            command,
                            disk.image().toString()))
                    .run()
                    .ok();
            return this;
        }
        Path log = bench.directory().resolve("home/.cache/libvirt/qemu/log/" + name + ".log");
        long before = Files.size(log);
        monitor("qemu-io -d " + device(disk) + " \"" + command + "\"");
        // qemu-io tells success and failure to the log of the domain alone.
        String verb = command.substring(0, command.indexOf(' '));
        String success = ("discard".equals(verb) ? "discard " : "wrote ") + length + "/" + length + " bytes";
        LibvirtBench.await(
                "'" + success + "' in " + log,
                () -> Files.readString(log).substring((int) before).contains(success));
        return this;
    }

    /** The device behind a disk; the name of its node will not do, the device alone may write. */
    private String device(Disk disk) throws IOException, InterruptedException {
        Pattern attached = Pattern.compile(
                "^\\S+: " + Pattern.quote(disk.image().toString()) + " .*\\R\\s*Attached to:\\s+(?<device>\\S+)",
                Pattern.MULTILINE);
        String blocks = monitor("info block").out();
        Matcher matcher = attached.matcher(blocks);
        if (!matcher.find()) {
            throw new AssertionError("no device for " + disk.image() + " in\n" + blocks);
        }
        return matcher.group("device");
    }

    private Ended monitor(String command) throws IOException, InterruptedException {
        return bench.virsh("qemu-monitor-command", name, "--hmp", command).ok();
    }

    private Disk disk(String target) {
        Disk disk = disks.get(target);
        if (disk == null) {
            throw new IllegalArgumentException(name + " has no disk " + target);
        }
        return disk;
    }

    private Path description() throws IOException {
        var devices = new StringBuilder();
        disks.forEach((target, disk) -> devices.append("""
                <disk type='file' device='disk'>
                  <driver name='qemu' type='%s' discard='unmap'/>
                  <source file='%s'/>
                  <target dev='%s' bus='virtio'/>
                </disk>
                """.formatted(disk.format(), disk.image(), target)));
        String text = """
                <domain type='qemu'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <memory unit='MiB'>32</memory>
                  <vcpu>1</vcpu>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices>
                    <emulator>/usr/bin/qemu-system-x86_64</emulator>
                    %s
                    <controller type='usb' model='none'/>
                    <memballoon model='none'/>
                  </devices>
                </domain>
                """.formatted(name, uuid, devices);
        return Files.writeString(bench.directory().resolve(name + ".xml"), text);
    }
}
