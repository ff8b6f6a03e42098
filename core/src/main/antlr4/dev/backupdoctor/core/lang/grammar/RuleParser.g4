// Statements of format and rule files. docs/rule-language.md explains the language.
parser grammar RuleParser;

options { tokenVocab = RuleLexer; }

file
    : (format | rule_) EOF
    ;

// ---- formats/<name>.format

format
    : FORMAT label text formatItem+
    ;

formatItem
    : FILES shape (COMMA shape)*                             # filesItem
    | SIGN shape (COMMA shape)*                              # signItem
    | ZONE label                                             # zoneItem
    | PARSER label                                           # parserItem
    | HEAD ANYWHERE? (shape versions? | BY label)            # headItem
    | VALUES label                                           # valuesItem
    | IDENTITY shape versions?                               # identityItem
    | CONTEXT label shape versions?                          # contextItem
    | EVENT kind (SOUGHT BY name)? lineItem*                 # eventItem
    | NOISE shape (BECAUSE text)?                            # noiseItem
    | SAMPLE text (GIVES kind (WHERE expr)? | SILENT) BLOCK  # sampleItem
    ;

lineItem
    : LINE shape versions?                                   # shapeLine
    | TAKE capture (COMMA capture)*                          # takeLine
    ;

capture
    : name COLON reader (FROM name (DOT name)*)?
    ;

versions
    : VERSIONS (FROM text)? (BEFORE text)?
    ;

shape
    : QUOTE (CHARS | HOLE hole? HOLE_END)* TEXT_END
    ;

hole
    : name (COLON reader)?
    ;

reader
    : name text?
    | name (BAR name)+
    ;

// ---- rules/<id>.rule

rule_
    : RULE label text versions? ruleItem+
    ;

ruleItem
    : SEVERITY choice                                        # severityItem
    | CONFIDENCE choice                                      # confidenceItem
    | SETTING name COLON name ASSIGN expr text               # settingItem
    | EACH name (COMMA name)* IN kind (WHERE expr)? alias    # forEachItem
    | WITH kind join alias                                   # withItem
    | MAYBE kind join alias                                  # maybeItem
    | WITHOUT kind join                                      # withoutItem
    | LET name ASSIGN choice                                 # letItem
    | IF expr                                                # ifItem
    | UNLESS expr BECAUSE text                               # unlessItem
    | SAY choice                                             # sayItem
    | WHY text                                               # whyItem
    | SHOW expr text?                                        # showItem
    | TABLE BY name column (COMMA column)*                   # tableItem
    | EXPLAINS name (COMMA name)*                            # explainsItem
    | CAUSE text (WHEN expr)?                                # causeItem
    | ASK label (GIVES kind)? (RUN command)? text            # askItem
    | FIX name text (WHEN expr)? fixItem+                    # fixItem_
    | VERIFY name args? WITHIN expr                          # verifyItem
    | METRIC name ASSIGN expr text                           # metricItem
    | SEE text                                               # seeItem
    | BEWARE text                                            # bewareItem
    | EXAMPLE text outcome given* expectation*               # exampleItem
    ;

join
    : (BY key (COMMA key)*)? (AFTER expr)? (BEFORE expr)? (WITHIN expr)? (WHERE expr)?
    ;

key
    : name (ASSIGN expr)?
    ;

alias
    : AS ALL? name
    ;

column
    : expr text
    ;

fixItem
    : EDIT expr TO expr                                      # editStep
    | RUN command                                            # runStep
    | DO text                                                # doStep
    | UNDO (RUN command | text)                              # undoStep
    | LOSES text                                             # losesStep
    | CONFIRM expr                                           # confirmStep
    ;

command
    : (ON expr COLON)? text
    ;

outcome
    : FINDS (NUMBER | NOTHING)?
    | STAYS OPEN
    ;

given
    : GIVEN label text? BLOCK                                # givenInput
    | GIVEN name ASSIGN expr                                 # givenValue
    ;

expectation
    : EXPECT expr
    ;

// ---- values

choice
    : expr (WHEN expr (COMMA expr WHEN expr)* (COMMA expr)?)?
    ;

expr
    : primary                                                # valueExpr
    | MINUS expr                                             # minusExpr
    | expr (STAR | SLASH) expr                               # timesExpr
    | expr (PLUS | MINUS) expr                               # plusExpr
    | <assoc = right> expr COALESCE expr                     # orElseExpr
    | expr (LT | LE | GT | GE | EQ | NE) expr                # compareExpr
    | expr IN list                                           # memberExpr
    | expr IS NOT? name                                      # stateExpr
    | NOT expr                                               # notExpr
    | expr AND expr                                          # andExpr
    | expr OR expr                                           # orExpr
    ;

primary
    : NUMBER (ID | PERCENT)?                                 # numberValue
    | INSTANT                                                # instantValue
    | text                                                   # textValue
    | list                                                   # listValue
    | LPAREN choice RPAREN                                   # choiceValue
    | name args?                                             # nameValue
    | primary DOT (name | WHERE) args?                       # memberValue
    ;

args
    : LPAREN (arg (COMMA arg)*)? RPAREN
    ;

arg
    : expr (BY name (COMMA name)*)?
    ;

list
    : LBRACK expr (COMMA expr)* RBRACK
    ;

text
    : said (AT name said)*
    ;

said
    : QUOTE (CHARS | HOLE expr (IN unit)? HOLE_END)* TEXT_END
    ;

unit
    : ID
    | PERCENT
    ;

kind
    : name (DOT name)?
    ;

label
    : DASHED
    | name
    ;

name
    : ID | ALL | ANYWHERE | ASK | BEWARE | CAUSE | CONFIDENCE | CONFIRM | CONTEXT | DO | EDIT | EVENT | EXAMPLE | EXPECT
    | EXPLAINS | FILES | FINDS | FIX | FORMAT | FROM | GIVEN | GIVES | HEAD | IDENTITY | IF | LET | LINE | LOSES | MAYBE
    | METRIC | NOISE | NOTHING | ON | OPEN | PARSER | RULE | RUN | SAMPLE | SAY | SEE | SETTING | SEVERITY | SHOW | SIGN
    | SILENT | SOUGHT | STAYS | TABLE | TAKE | UNDO | UNLESS | VALUES | VERIFY | VERSIONS | WHY | WITH | WITHOUT | ZONE
    ;
