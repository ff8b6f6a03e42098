package dev.backupdoctor.core.value;

/**
 * A value of a configuration file with the place where it is set, so that a fix can edit it.
 *
 * @param place the bytes of the value itself, without its keyword
 */
public record Placed<T>(T value, Place place) {}
