/**
 * Amanda backups: what the server's and the clients' logs, debug files and configuration state, and what it means.
 *
 * <p>A DLE is one entry of the disklist, that is host, disk and dump type; its dump level is 0 for a full dump and
 * grows with each increment on top of another. The planner asks the clients for estimates before it decides on levels,
 * so a run can fail before any data has been sent.
 */
@NullMarked
package dev.backupdoctor.amanda;

import org.jspecify.annotations.NullMarked;
