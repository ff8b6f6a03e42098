package dev.backupdoctor.nbd.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes that come from and go to one client. */
final class Peer {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16).limit(0);

    Peer(SocketChannel channel) {
        this.channel = channel;
    }

    /** Waits for so many bytes and gives the buffer that has at least them. */
    ByteBuffer await(int bytes) throws IOException {
        if (in.remaining() < bytes) {
            in.compact();
            while (in.position() < bytes) {
                if (channel.read(in) < 0) {
                    throw new EOFException("the client hung up");
                }
            }
            in.flip();
        }
        return in;
    }

    byte[] readBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            int step = Math.min(count - done, await(1).remaining());
            in.get(bytes, done, step);
            done += step;
        }
        return bytes;
    }

    void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            int step = (int) Math.min(left, await(1).remaining());
            in.position(in.position() + step);
            left -= step;
        }
    }

    void write(ByteBuffer... buffers) throws IOException {
        for (int first = 0; first < buffers.length; first++) {
            while (buffers[first].hasRemaining()) {
                channel.write(buffers, first, buffers.length - first);
            }
        }
    }
}
