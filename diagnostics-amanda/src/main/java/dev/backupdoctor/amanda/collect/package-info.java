/** What a check of Amanda looks at on the host where it runs, be it the server or a client. */
@NullMarked
package dev.backupdoctor.amanda.collect;

import org.jspecify.annotations.NullMarked;
