package dev.backupdoctor.core.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether a test runs whose programs may be absent; see {@link RequiresTool}. */
final class RequiresToolCondition implements ExecutionCondition {
    /** Where administrators' programs lie; the PATH of a user who is not root often lacks them. */
    private static final List<Path> SYSTEM_DIRECTORIES =
            List.of(Path.of("/usr/local/sbin"), Path.of("/usr/sbin"), Path.of("/sbin"));

    private final List<Path> directories;
    private final boolean required;
    private final AllowedSkips allowed;

    /** As JUnit makes it: programs from PATH, the rest from system properties and the project's list. */
    RequiresToolCondition() {
        this(pathDirectories(), Boolean.getBoolean("require.tools"), AllowedSkips.ofProject(Path.of("")));
    }

    RequiresToolCondition(List<Path> directories, boolean required, AllowedSkips allowed) {
        this.directories = List.copyOf(directories);
        this.required = required;
        this.allowed = allowed;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<RequiresTool> annotation = AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class);
        if (annotation.isEmpty()) {
            return ConditionEvaluationResult.enabled("needs no tool");
        }
        return decide(
                context.getRequiredTestClass().getName(),
                List.of(annotation.get().value()));
    }

    /**
     * Looks for the tools.
     *
     * @throws IllegalStateException when one is absent, tools are required and the class is not in the list
     */
    ConditionEvaluationResult decide(String testClass, List<String> tools) {
        List<String> absent = tools.stream().filter(tool -> !isThere(tool)).toList();
        if (absent.isEmpty()) {
            return ConditionEvaluationResult.enabled("all tools are there");
        }
        String reason = "not installed: " + String.join(", ", absent);
        Optional<String> permission = allowed.reasonFor(testClass);
        if (permission.isPresent()) {
            return ConditionEvaluationResult.disabled(reason + " (allowed: " + permission.get() + ")");
        }
        if (required) {
            throw new IllegalStateException(reason + "; install what ci/packages lists, or allow " + testClass
                    + " to be skipped in ci/allowed-skips");
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private boolean isThere(String tool) {
        if (tool.startsWith("/")) {
            return isProgram(Path.of(tool));
        }
        return directories.stream().anyMatch(directory -> isProgram(directory.resolve(tool)));
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static List<Path> pathDirectories() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Stream<Path> fromPath = Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
        return Stream.concat(fromPath, SYSTEM_DIRECTORIES.stream()).collect(Collectors.toList());
    }
}
