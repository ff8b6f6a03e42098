package dev.backupdoctor.virtnbd.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# virsh checkpoint-list web01",
                "$  virsh checkpoint-list web01",
                "root@kvm2:~# virsh -c qemu:///system checkpoint-list --parent web01",
                "[root@kvm2 ~]# sudo LC_ALL=C /usr/bin/virsh -r checkpoint-list --domain web01",
                "~/x $ time virsh checkpoint-list 'web01'"
            })
    void readsTheDomainOfAVirshCommand(String line) {
        Prompt prompt = Prompt.of(line).orElseThrow();

        assertThat(prompt.virshCommand()).contains("checkpoint-list");
        assertThat(prompt.virshDomain()).contains("web01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "#", "# ", "virsh list", "cost: 5 $ each", "#!/bin/sh", "    [0]: auto", "## 1.2", "a # b"})
    void findsNoPromptInOtherLines(String line) {
        assertThat(Prompt.of(line)).isEmpty();
    }

    @Test
    void seesThatOutputWentThroughAFilter() {
        assertThat(Prompt.of("# ls -la /srv | grep data").orElseThrow().piped()).isTrue();
    }
}
