package dev.backupdoctor.nbd.testing;

import dev.backupdoctor.core.testing.RequiresTool;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The programs that {@link LibvirtBench} runs; a test class that uses it carries this. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@RequiresTool({"libvirtd", "virsh", "qemu-system-x86_64", "qemu-img", "setpriv"})
public @interface RequiresLibvirt {}
