package dev.backupdoctor.core.lang;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A syntax tree as bytes, so that files that come with the program are not parsed at each start.
 *
 * <p>The tree consists of records of this package, lists, maps, optional values, texts, numbers and booleans; each
 * value is a tag and its parts in their order. Names of records and all texts stand in a table of the image and are
 * counted. An image is read by the build that wrote it, never by another one.
 */
public final class SyntaxImage {

    private static final int RECORD = 0;
    private static final int LIST = 1;
    private static final int MAP = 2;
    private static final int PRESENT = 3;
    private static final int EMPTY = 4;
    private static final int TEXT = 5;
    private static final int NUMBER = 6;
    private static final int TRUE = 7;
    private static final int FALSE = 8;

    private SyntaxImage() {}

    /** The bytes of a tree. */
    public static byte[] write(Syntax tree) {
        var writer = new Writer();
        try {
            writer.value(tree);
            return writer.bytes();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot write the tree of a file", e);
        }
    }

    /**
     * The tree that was written.
     *
     * @throws IllegalArgumentException when the bytes are no tree of this build
     */
    public static Syntax read(byte[] image) {
        try {
            return (Syntax) new Reader(image).value();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException("no syntax tree of this build", e);
        }
    }

    private static final class Writer {

        private final Map<String, Integer> table = new LinkedHashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(body);

        byte[] bytes() throws IOException {
            var image = new ByteArrayOutputStream();
            var head = new DataOutputStream(image);
            count(head, table.size());
            for (String text : table.keySet()) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                count(head, bytes.length);
                head.write(bytes);
            }
            body.writeTo(head);
            return image.toByteArray();
        }

        private static void count(DataOutputStream to, int number) throws IOException {
            int rest = number;
            while ((rest & ~0x7f) != 0) {
                to.writeByte(rest | 0x80);
                rest >>>= 7;
            }
            to.writeByte(rest);
        }

        private void text(String text) throws IOException {
            Integer known = table.putIfAbsent(text, table.size());
            count(out, known == null ? table.size() - 1 : known);
        }

        void value(Object value) throws IOException, ReflectiveOperationException {
            if (value instanceof Record r) {
                out.writeByte(RECORD);
                text(r.getClass().getName());
                for (RecordComponent c : r.getClass().getRecordComponents()) {
                    value(c.getAccessor().invoke(r));
                }
            } else if (value instanceof List<?> list) {
                out.writeByte(LIST);
                count(out, list.size());
                for (Object element : list) {
                    value(element);
                }
            } else if (value instanceof Map<?, ?> map) {
                out.writeByte(MAP);
                count(out, map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    value(entry.getKey());
                    value(entry.getValue());
                }
            } else if (value instanceof Optional<?> optional) {
                out.writeByte(optional.isPresent() ? PRESENT : EMPTY);
                if (optional.isPresent()) {
                    value(optional.get());
                }
            } else {
                leaf(value);
            }
        }

        private void leaf(Object value) throws IOException {
            if (value instanceof String text) {
                out.writeByte(TEXT);
                text(text);
            } else if (value instanceof Integer number) {
                out.writeByte(NUMBER);
                count(out, number);
            } else if (value instanceof Boolean flag) {
                out.writeByte(flag ? TRUE : FALSE);
            } else {
                throw new IllegalStateException("a syntax tree holds a " + value.getClass());
            }
        }
    }

    private static final class Reader {

        private static final String PACKAGE = SyntaxImage.class.getPackageName() + ".";

        private final ByteBuffer in;
        private final String[] table;
        private final Constructor<?>[] constructors;

        Reader(byte[] image) {
            this.in = ByteBuffer.wrap(image);
            this.table = new String[count()];
            this.constructors = new Constructor<?>[table.length];
            for (int i = 0; i < table.length; i++) {
                int length = count();
                table[i] = new String(image, in.position(), length, StandardCharsets.UTF_8);
                in.position(in.position() + length);
            }
        }

        private int count() {
            int number = 0;
            for (int shift = 0; ; shift += 7) {
                byte b = in.get();
                number |= (b & 0x7f) << shift;
                if (b >= 0) {
                    return number;
                }
            }
        }

        Object value() throws ReflectiveOperationException {
            byte tag = in.get();
            return switch (tag) {
                case RECORD -> record();
                case LIST -> list();
                case MAP -> map();
                case PRESENT -> Optional.of(value());
                case EMPTY -> Optional.empty();
                case TEXT -> table[count()];
                case NUMBER -> count();
                case TRUE -> true;
                case FALSE -> false;
                default -> throw new IllegalArgumentException("tag " + tag);
            };
        }

        private Object record() throws ReflectiveOperationException {
            int name = count();
            if (constructors[name] == null) {
                constructors[name] = constructor(table[name]);
            }
            Constructor<?> constructor = constructors[name];
            Object[] parts = new Object[constructor.getParameterCount()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = value();
            }
            return constructor.newInstance(parts);
        }

        private static Constructor<?> constructor(String name) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                throw new ClassNotFoundException(name);
            }
            Constructor<?>[] all = Class.forName(name).getDeclaredConstructors();
            if (all.length != 1) {
                throw new ClassNotFoundException(name + " has more than one constructor");
            }
            return all[0];
        }

        private List<Object> list() throws ReflectiveOperationException {
            int size = count();
            List<Object> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(value());
            }
            return List.copyOf(list);
        }

        private Map<Object, Object> map() throws ReflectiveOperationException {
            int size = count();
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                Object key = value();
                map.put(key, value());
            }
            return map;
        }
    }
}
