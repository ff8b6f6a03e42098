// Statements of amanda.conf and disklist. A statement is a line; a block opens at the end of one and closes on its own.
parser grammar ConfParser;

options { tokenVocab = ConfLexer; }

file
    : (statement? END)* statement? EOF
    ;

// Every line fits, so that one slip never costs the rest of a file: what stands in "rest" is for the reader to refuse.
// Blocks are nested by the reader too: a grammar that recurses could be made to exhaust the stack.
statement
    : value+ opening?
    | opening
    | closing
    ;

opening
    : OPENING rest
    ;

closing
    : CLOSING rest
    ;

rest
    : (value | OPENING | CLOSING)*
    ;

value
    : STRING
    | TORN
    | WORD
    ;
