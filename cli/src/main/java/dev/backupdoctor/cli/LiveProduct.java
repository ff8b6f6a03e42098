package dev.backupdoctor.cli;

import dev.backupdoctor.core.spi.CheckOption;
import java.util.List;

/** A product that can be checked live, with its own options. */
record LiveProduct(String product, String title, List<CheckOption> options) {
    LiveProduct {
        options = List.copyOf(options);
    }
}
