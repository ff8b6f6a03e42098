/**
 * Checkmk site backups: what a backup of a monitoring site leaves behind, and what it means.
 *
 * <p>A site is one Checkmk instance on a host, a target is where its backups are stored, and a job says which site is
 * saved to which target. The formats, rules and fixes of the product are all in this module; nothing outside it knows
 * them by name.
 */
@NullMarked
package dev.backupdoctor.checkmk;

import org.jspecify.annotations.NullMarked;
