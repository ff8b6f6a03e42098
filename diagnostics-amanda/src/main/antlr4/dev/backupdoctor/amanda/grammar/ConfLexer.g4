// Words of amanda.conf and disklist: amanda.conf(5), "SYNTAX", and disklist(5).
lexer grammar ConfLexer;

OPENING : '{' ;
CLOSING : '}' ;
STRING  : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;
// A string ends on its line. One that does not is still a value, so that the rest of the file is read.
TORN    : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'? ;
WORD    : ~[ \t\f\r\n"#{}] ~[ \t\f\r\n"{}]* ;
COMMENT : '#' ~[\r\n]* -> skip ;
BLANK   : [ \t\f]+ -> skip ;
END     : '\r'? '\n' | '\r' ;
