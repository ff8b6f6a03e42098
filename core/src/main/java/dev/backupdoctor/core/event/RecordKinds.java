package dev.backupdoctor.core.event;

import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Records with {@link EventKind} as kinds of events, and their instances as fields. */
public final class RecordKinds {

    private static final Map<Class<?>, Type> TYPES = Map.ofEntries(
            Map.entry(String.class, Scalar.TEXT),
            Map.entry(RawName.class, Scalar.RAW),
            Map.entry(int.class, Scalar.NUMBER),
            Map.entry(Integer.class, Scalar.NUMBER),
            Map.entry(long.class, Scalar.NUMBER),
            Map.entry(Long.class, Scalar.NUMBER),
            Map.entry(BigDecimal.class, Scalar.NUMBER),
            Map.entry(Duration.class, Scalar.DURATION),
            Map.entry(Size.class, Scalar.SIZE),
            Map.entry(Instant.class, Scalar.INSTANT),
            // A time without zone; placed in the format's zone when the source has been read.
            Map.entry(LocalDateTime.class, Scalar.INSTANT),
            Map.entry(Version.class, Scalar.VERSION),
            Map.entry(Code.class, Scalar.CODE),
            Map.entry(boolean.class, Scalar.YES_NO),
            Map.entry(Boolean.class, Scalar.YES_NO),
            // Names a record of the source, as the label of a context does.
            Map.entry(Place.class, Scalar.PLACE));

    /** Looking into a class is slow, and each format asks anew. */
    private static final ClassValue<Kind> KINDS = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return described(type);
        }
    };

    private final Map<Class<?>, Kind> byClass = new LinkedHashMap<>();

    /**
     * The kinds of these records.
     *
     * @throws IllegalArgumentException when a record has no {@link EventKind}, or a component that no field can hold
     */
    public RecordKinds(Collection<Class<? extends Record>> records) {
        records.forEach(r -> byClass.put(r, kind(r)));
    }

    /** The kinds by name, with no format named in them. */
    public Map<String, Kind> kinds() {
        return byClass.values().stream()
                .collect(Collectors.toMap(Kind::name, k -> k, (first, second) -> first, TreeMap::new));
    }

    /** Simple names of the classes by the name of their kind, for messages. */
    public Map<String, String> classNames() {
        Map<String, String> names = new TreeMap<>();
        byClass.forEach((type, kind) -> names.putIfAbsent(kind.name(), type.getSimpleName()));
        return names;
    }

    /** The kind that a record is. */
    public Kind kind(Record event) {
        Kind known = byClass.get(event.getClass());
        if (known == null) {
            throw new IllegalArgumentException("the module does not list " + event.getClass() + " in kinds()");
        }
        return known;
    }

    /** The kind of a record class. */
    public static Kind kind(Class<? extends Record> type) {
        return KINDS.get(type);
    }

    private static Kind described(Class<?> type) {
        EventKind named = type.getAnnotation(EventKind.class);
        if (named == null) {
            throw new IllegalArgumentException(type + " has no @EventKind");
        }
        var fields = new TreeMap<String, Type>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.put(snakeCase(component.getName()), type(component.getGenericType(), component));
        }
        return new Kind(named.value(), fields, new TreeSet<>(), "");
    }

    /** The fields of a record; a component that is empty gives no field. */
    public static Map<String, Value> fields(Record event, Place at) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            Value value = value(read(event, component), at);
            if (value.isKnown()) {
                fields.put(snakeCase(component.getName()), value);
            }
        }
        return fields;
    }

    private static Type type(java.lang.reflect.Type declared, RecordComponent component) {
        if (declared instanceof ParameterizedType p
                && (p.getRawType() == Optional.class || p.getRawType() == Placed.class)) {
            return type(p.getActualTypeArguments()[0], component);
        }
        if (declared instanceof Class<?> c && c.isEnum()) {
            return new Type.Words(Arrays.stream(c.getEnumConstants())
                    .map(e -> ((Enum<?>) e).name())
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        Type type = declared instanceof Class<?> c ? TYPES.get(c) : null;
        if (type == null) {
            throw new IllegalArgumentException("no field can hold the component " + component.getName() + " of "
                    + component.getDeclaringRecord() + ": " + declared);
        }
        return type;
    }

    private static Object read(Record event, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + event, e);
        }
    }

    /** What a component holds as the value of a field; {@code at} is where the event stands. */
    public static Value value(Object held, Place at) {
        if (held instanceof Optional<?> o) {
            return o.map(inner -> value(inner, at)).orElse(Value.none());
        } else if (held instanceof Placed<?> p) {
            return value(p.value(), p.place());
        } else if (held instanceof Integer || held instanceof Long) {
            return Value.of(BigDecimal.valueOf(((Number) held).longValue()), at);
        } else if (held instanceof Enum<?> e) {
            return Value.of(e.name(), at);
        } else if (held instanceof Place p) {
            return Value.of(p.file() + ":" + p.line(), p);
        }
        return Value.of(held, at);
    }

    /** {@code taskTrace} as {@code task_trace}. */
    static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
