package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.libvirt.Connection;
import dev.backupdoctor.nbd.libvirt.Domain;
import dev.backupdoctor.nbd.libvirt.LibvirtException;
import java.io.IOException;
import java.time.Duration;

/** The way to a domain; found anew when libvirtd is restarted while disks are being saved. */
final class Hypervisor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String uri;
    private final String name;
    private final BackupLog log;
    private Connection connection;
    private Domain domain;

    private Hypervisor(String uri, String name, BackupLog log, Connection connection, Domain domain) {
        this.uri = uri;
        this.name = name;
        this.log = log;
        this.connection = connection;
        this.domain = domain;
    }

    static Hypervisor connect(String uri, String name, BackupLog log) throws NbdException {
        Connection connection = Connection.open(uri);
        try {
            return new Hypervisor(uri, name, log, connection, connection.domain(name));
        } catch (NbdException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    Domain domain() {
        return domain;
    }

    /** Whether it runs on another host, so that its files are not at hand. */
    boolean isRemote() {
        return Connection.isRemote(uri);
    }

    /** Something to ask of the domain. */
    interface Call {
        void make() throws IOException;
    }

    /** Calls; where the connection turns out to be lost, connects anew and calls again. */
    void retrying(Call call) throws IOException {
        try {
            call.make();
        } catch (LibvirtException e) {
            if (!e.isConnectionLost()) {
                throw e;
            }
            log.warning("libvirt", "Libvirt connection error [" + e.said() + "], trying to reconnect.");
            reconnect();
            call.make();
        }
    }

    private void reconnect() throws NbdException {
        close();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                connection = Connection.open(uri);
                domain = connection.domain(name);
                return;
            } catch (LibvirtException e) {
                if (System.nanoTime() > giveUp) {
                    throw e;
                }
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NbdException("interrupted while libvirtd was away", e);
            }
        }
    }

    @Override
    public void close() {
        domain.close();
        connection.close();
    }
}
