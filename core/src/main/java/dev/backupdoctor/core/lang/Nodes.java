package dev.backupdoctor.core.lang;

import dev.backupdoctor.core.lang.Expr.Arg;
import dev.backupdoctor.core.lang.Expr.Branch;
import dev.backupdoctor.core.lang.Syntax.Word;
import dev.backupdoctor.core.lang.Text.Part;
import dev.backupdoctor.core.lang.grammar.RuleLexer;
import dev.backupdoctor.core.lang.grammar.RuleParser;
import dev.backupdoctor.core.lang.grammar.RuleParser.ExprContext;
import dev.backupdoctor.core.lang.grammar.RuleParser.PrimaryContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From ANTLR's tree to ours: expressions, texts, names; what format and rule files have in common. */
final class Nodes {

    private final String file;
    private final Errors errors;

    Nodes(String file, Errors errors) {
        this.file = file;
        this.errors = errors;
    }

    Errors errors() {
        return errors;
    }

    Pos at(Token token) {
        return new Pos(
                file,
                token.getLine(),
                token.getCharPositionInLine() + 1,
                Math.max(1, token.getText().length()));
    }

    Pos at(ParserRuleContext tree) {
        Token last = tree.getStop() == null ? tree.getStart() : tree.getStop();
        return at(tree.getStart()).to(at(last));
    }

    Word word(ParserRuleContext tree) {
        return new Word(at(tree), tree.getText());
    }

    Optional<Expr> optional(ExprContext tree) {
        return tree == null ? Optional.empty() : Optional.of(expr(tree));
    }

    Expr choice(RuleParser.ChoiceContext tree) {
        List<ExprContext> parts = tree.expr();
        if (parts.size() == 1) {
            return expr(parts.get(0));
        }
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            Optional<Expr> when = i + 1 < parts.size() ? Optional.of(expr(parts.get(i + 1))) : Optional.empty();
            branches.add(new Branch(expr(parts.get(i)), when));
        }
        return new Expr.Choice(at(tree), branches);
    }

    Expr expr(ExprContext tree) {
        if (tree instanceof RuleParser.ValueExprContext v) {
            return primary(v.primary());
        } else if (tree instanceof RuleParser.MinusExprContext m) {
            return new Expr.Minus(at(tree), expr(m.expr()));
        } else if (tree instanceof RuleParser.NotExprContext n) {
            return new Expr.Not(at(tree), expr(n.expr()));
        } else if (tree instanceof RuleParser.MemberExprContext m) {
            return new Expr.In(at(tree), expr(m.expr()), listing(m.list()));
        } else if (tree instanceof RuleParser.StateExprContext s) {
            return new Expr.Is(
                    at(tree), expr(s.expr()), s.NOT() != null, s.name().getText());
        }
        ExprContext left = (ExprContext) tree.getChild(0);
        ExprContext right = (ExprContext) tree.getChild(2);
        return new Expr.Binary(at(tree), tree.getChild(1).getText(), expr(left), expr(right));
    }

    private Expr.Listing listing(RuleParser.ListContext tree) {
        return new Expr.Listing(at(tree), tree.expr().stream().map(this::expr).toList());
    }

    private Expr primary(PrimaryContext tree) {
        if (tree instanceof RuleParser.NumberValueContext n) {
            String unit = n.ID() != null ? n.ID().getText() : n.PERCENT() != null ? "%" : "";
            Optional<String> given = unit.isEmpty() ? Optional.empty() : Optional.of(unit);
            return new Expr.Amount(at(tree), n.NUMBER().getText(), given);
        } else if (tree instanceof RuleParser.InstantValueContext i) {
            return new Expr.Moment(at(tree), i.getText());
        } else if (tree instanceof RuleParser.TextValueContext t) {
            return new Expr.Template(at(tree), text(t.text()));
        } else if (tree instanceof RuleParser.ListValueContext l) {
            return listing(l.list());
        } else if (tree instanceof RuleParser.ChoiceValueContext c) {
            return choice(c.choice());
        } else if (tree instanceof RuleParser.NameValueContext n) {
            return new Expr.Name(at(tree), n.name().getText(), args(n.args()));
        }
        RuleParser.MemberValueContext m = (RuleParser.MemberValueContext) tree;
        String name = m.WHERE() != null ? "where" : m.name().getText();
        return new Expr.Member(at(tree), primary(m.primary()), name, args(m.args()));
    }

    Optional<List<Arg>> args(RuleParser.ArgsContext tree) {
        if (tree == null) {
            return Optional.empty();
        }
        return Optional.of(tree.arg().stream()
                .map(a -> new Arg(
                        expr(a.expr()),
                        a.name().stream().map(ParseTree::getText).toList()))
                .toList());
    }

    Optional<Text> optional(RuleParser.TextContext tree) {
        return tree == null ? Optional.empty() : Optional.of(text(tree));
    }

    Text text(RuleParser.TextContext tree) {
        Map<String, List<Part>> other = new LinkedHashMap<>();
        for (int i = 0; i < tree.name().size(); i++) {
            other.put(tree.name(i).getText(), said(tree.said(i + 1)));
        }
        return new Text(at(tree), said(tree.said(0)), other);
    }

    /** A text that must not have holes, such as the title of an example. */
    String plain(RuleParser.TextContext tree) {
        Text text = text(tree);
        if (!text.isPlain()) {
            errors.error(text.at(), "a hole has no meaning in this text");
        }
        return text.plain();
    }

    private List<Part> said(RuleParser.SaidContext tree) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < tree.getChildCount(); i++) {
            ParseTree child = tree.getChild(i);
            if (child instanceof TerminalNode t && t.getSymbol().getType() == RuleLexer.CHARS) {
                parts.add(new Part.Chars(unescape(t.getSymbol())));
            } else if (child instanceof ExprContext e) {
                Optional<String> unit = tree.getChild(i + 1) instanceof TerminalNode t
                                && t.getSymbol().getType() == RuleLexer.IN
                        ? Optional.of(tree.getChild(i + 2).getText())
                        : Optional.empty();
                parts.add(new Part.Hole(at(e), expr(e), unit));
            }
        }
        return parts;
    }

    /** Characters with <code>\{ \} \" \\ \n \t</code> resolved. */
    String unescape(Token chars) {
        String raw = chars.getText();
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escaped = raw.charAt(++i);
            switch (escaped) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case '{', '}', '"', '\\' -> out.append(escaped);
                default -> {
                    Pos at = new Pos(file, chars.getLine(), chars.getCharPositionInLine() + i, 2);
                    errors.add(LanguageError.error(at, "'\\" + escaped + "' is no escape")
                            .hint("known are \\{ \\} \\\" \\\\ \\n \\t"));
                }
            }
        }
        return out.toString();
    }

    /** The inside of a {@code """} block: the lines between the two marks, each with its line feed. */
    static String block(TerminalNode block) {
        String raw = block.getText();
        int from = raw.indexOf('\n') + 1;
        return from > raw.length() - 3 ? "" : raw.substring(from, raw.length() - 3);
    }
}
