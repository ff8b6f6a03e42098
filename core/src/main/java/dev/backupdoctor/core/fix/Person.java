package dev.backupdoctor.core.fix;

/** Whoever sits in front of a fix, and does what only people can do. */
public interface Person {

    /** Nobody: a script, a timer. */
    Person NONE = new Person() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public boolean didIt(String what) {
            return false;
        }
    };

    boolean isThere();

    /** Asks for something to be done, and waits. */
    boolean didIt(String what);
}
