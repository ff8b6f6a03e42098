// Words of format and rule files. docs/rule-language.md explains the language.
lexer grammar RuleLexer;

// Words that may follow a value. They are reserved everywhere, or a value would swallow the next part of a statement.
AFTER   : 'after' ;
AND     : 'and' ;
AS      : 'as' ;
BECAUSE : 'because' ;
BEFORE  : 'before' ;
BY      : 'by' ;
IN      : 'in' ;
IS      : 'is' ;
NOT     : 'not' ;
OR      : 'or' ;
TO      : 'to' ;
WHEN    : 'when' ;
WHERE   : 'where' ;
WITHIN  : 'within' ;

// Words that begin a statement, or stand at one fixed place in it. Elsewhere they are ordinary names.
ALL        : 'all' ;
ANYWHERE   : 'anywhere' ;
ASK        : 'ask' ;
BEWARE     : 'beware' ;
CAUSE      : 'cause' ;
CONFIDENCE : 'confidence' ;
CONFIRM    : 'confirm' ;
CONTEXT    : 'context' ;
DO         : 'do' ;
EACH       : 'for-each' ;
EDIT       : 'edit' ;
EVENT      : 'event' ;
EXAMPLE    : 'example' ;
EXPECT     : 'expect' ;
EXPLAINS   : 'explains' ;
FILES      : 'files' ;
FINDS      : 'finds' ;
FIX        : 'fix' ;
FORMAT     : 'format' ;
FROM       : 'from' ;
GIVEN      : 'given' ;
GIVES      : 'gives' ;
HEAD       : 'head' ;
IDENTITY   : 'identity' ;
IF         : 'if' ;
LET        : 'let' ;
LINE       : 'line' ;
LOSES      : 'loses' ;
MAYBE      : 'maybe' ;
METRIC     : 'metric' ;
NOISE      : 'noise' ;
NOTHING    : 'nothing' ;
ON         : 'on' ;
OPEN       : 'open' ;
PARSER     : 'parser' ;
RULE       : 'rule' ;
RUN        : 'run' ;
SAMPLE     : 'sample' ;
SAY        : 'say' ;
SEE        : 'see' ;
SETTING    : 'setting' ;
SEVERITY   : 'severity' ;
SHOW       : 'show' ;
SIGN       : 'sign' ;
SILENT     : 'silent' ;
SOUGHT     : 'sought' ;
STAYS      : 'stays' ;
TABLE      : 'table' ;
TAKE       : 'take' ;
UNDO       : 'undo' ;
UNLESS     : 'unless' ;
VALUES     : 'values' ;
VERIFY     : 'verify' ;
VERSIONS   : 'versions' ;
WHY        : 'why' ;
WITH       : 'with' ;
WITHOUT    : 'without' ;
ZONE       : 'zone' ;

COALESCE : '??' ;
EQ       : '==' ;
NE       : '!=' ;
LE       : '<=' ;
GE       : '>=' ;
LT       : '<' ;
GT       : '>' ;
ASSIGN   : '=' ;
PLUS     : '+' ;
MINUS    : '-' ;
STAR     : '*' ;
SLASH    : '/' ;
PERCENT  : '%' ;
BAR      : '|' ;
LPAREN   : '(' ;
RPAREN   : ')' ;
LBRACK   : '[' ;
RBRACK   : ']' ;
COMMA    : ',' ;
COLON    : ':' ;
DOT      : '.' ;
AT       : '@' ;

// The predicate keeps a stray brace from popping an empty stack. It stands after the brace: before it, ANTLR would not
// cache the state in which every token begins, and lexing would take twenty times as long.
HOLE_END : '}' { !_modeStack.isEmpty() }? -> popMode ;
BLOCK    : '"""' [ \t]* '\r'? '\n' .*? '"""' ;
QUOTE    : '"' -> pushMode(TEXT) ;
INSTANT  : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT
           'T' DIGIT DIGIT ':' DIGIT DIGIT (':' DIGIT DIGIT ('.' DIGIT+)?)? ('Z' | [+-] DIGIT DIGIT ':' DIGIT DIGIT) ;
NUMBER   : DIGIT+ ('.' DIGIT+)? ;
DASHED   : WORD ('-' WORD)+ ;
ID       : WORD ;
COMMENT  : '#' ~[\r\n]* -> channel(HIDDEN) ;
SPACE    : [ \t\r\n]+ -> channel(HIDDEN) ;

fragment DIGIT : [0-9] ;
fragment WORD  : [A-Za-z_] [A-Za-z0-9_]* ;

mode TEXT;
TEXT_END : '"' -> popMode ;
HOLE     : '{' -> pushMode(DEFAULT_MODE) ;
CHARS    : ( ~["{}\\\r\n] | '\\' ~[\r\n] )+ ;
// A text ends on its line at the latest, so that one forgotten quote gives one error.
TEXT_OPEN : '\r'? '\n' -> popMode ;
