package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.client.PipelinedWriter;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import dev.backupdoctor.nbd.tool.QemuNbd;
import dev.backupdoctor.nbd.tool.QemuNbd.Served;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/** An image of any format that qemu knows, written through qemu-nbd. */
final class NbdImageWriter implements ImageWriter, AutoCloseable {
    /** A qcow2 image writes its tables when it is closed; on a busy disk that takes a while. */
    private static final Duration CLOSE_PATIENCE = Duration.ofMinutes(10);

    private final QemuNbd server;
    private final Export export;
    private final PipelinedWriter writer;

    private NbdImageWriter(QemuNbd server, Export export, PipelinedWriter writer) {
        this.server = server;
        this.export = export;
        this.writer = writer;
    }

    /** Makes the image, over what is there, and opens it. */
    static NbdImageWriter create(Path file, long size, ImageOptions options) throws NbdException {
        QemuImg.installed().create(Image.file(file, options.format()), size, options.options());
        QemuNbd server = QemuNbd.start(Served.writing(file, options.format(), "restore"));
        boolean opened = false;
        try {
            Export export = Export.open(server.uri());
            try {
                var writer = new NbdImageWriter(server, export, new PipelinedWriter(export));
                opened = true;
                return writer;
            } finally {
                if (!opened) {
                    export.close();
                }
            }
        } finally {
            if (!opened) {
                server.close();
            }
        }
    }

    @Override
    public void write(long offset, ByteBuffer from, Runnable written) throws NbdException {
        writer.write(offset, from, written);
    }

    @Override
    public void finish() throws NbdException {
        writer.finish();
        export.close();
        // Only its exit says that the image was closed as it should be.
        server.awaitEnd(CLOSE_PATIENCE);
    }

    @Override
    public void close() {
        export.abort();
        server.close();
    }
}
