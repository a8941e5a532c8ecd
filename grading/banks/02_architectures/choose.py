"""Answers to part 4, five tickets."""
# ruff: noqa: F811  (one function, many answers)
# Choice comes from the notebook's first cell.
# ruff: noqa: F821

from grading.banks import Bank

bank = Bank("choose")
patch = bank.patch
VECTOR = 'if wanted == "vector":'
LABEL = 'if wanted in ("label", "span") and examples >= 500:'
TALK = 'if wanted == "text" and turns > 1:'
WHOLE = 'if wanted == "text" and examples >= 10_000:'
GROWING = 'return Choice("decoder", "growing input", tokens)'
LAST = 'return Choice("decoder", "few examples", tokens)'
CHECK = 'if wanted not in ("label", "span", "vector", "text"):'

patch(
    VECTOR,
    "if False:",
    "a decoder for everything",
    also={LABEL: "if False:", TALK: "if turns > 1:", WHOLE: "if False:"},
)
patch(LABEL, 'if wanted in ("label", "span"):', "an encoder for all that is not text, examples or not")
patch(WHOLE, 'if wanted == "text":', "an encoder-decoder for all text of one turn")
patch(
    TALK,
    'if wanted == "text" and turns > 1 and examples < 10_000:',
    "an encoder-decoder in a conversation, with examples",
)
patch(VECTOR, f"if turns > 1:\n        {GROWING}\n    {VECTOR}", "a decoder for a label within a conversation")
patch("turns > 1", "turns > 2", "two turns are no conversation")
patch(">= 500", "> 500", "more than 500 and more than 10,000 examples", also={">= 10_000": "> 10_000"})
patch(">= 10_000", ">= 500", "500 examples are enough for text, too")
patch(">= 500", ">= 10_000", "10,000 examples are needed for a label, too")
patch(VECTOR, 'if wanted == "vector" and examples >= 500:', "a vector needs examples as well")
patch(
    'in ("label", "span") and',
    'in ("label",) and',
    "takes a span for new text",
    also={TALK: TALK.replace('== "text"', 'in ("span", "text")')},
)
patch(
    GROWING,
    GROWING.replace("tokens", "tokens + 1"),
    "the prompt costs a decoder a step of its own",
    also={LAST: LAST.replace("tokens", "tokens + 1")},
)
patch("1 + tokens", "tokens", "an encoder-decoder takes no step for its source")
patch(
    LABEL + '\n        return Choice("encoder", "one pass", 1)',
    LABEL + '\n        return Choice("encoder", "one pass", tokens)',
    "an encoder takes a step for each token",
)
patch(GROWING, GROWING.replace("tokens", "tokens * turns"), "counts the steps of the whole conversation")
patch(GROWING, GROWING.replace("growing input", "few examples"), "the right architecture for the wrong reason")
patch(CHECK, "if not wanted:", "answers whatever is wanted")
patch(
    CHECK, 'wanted = wanted.lower()\n    if wanted not in ("label", "span", "vector", "text"):', "takes Label for label"
)
patch(
    "    wanted, examples, turns, tokens = ticket",
    "    Choice = lambda *values: values\n    wanted, examples, turns, tokens = ticket",
    "returns a plain tuple",
)


@bank.wrong("a table of the five tickets, and one guess for the rest")
def choose(ticket):
    if ticket.wanted not in ("label", "span", "vector", "text"):
        raise ValueError(ticket.wanted)
    known = {
        ("label", 12_000): ("encoder", "one pass", 1),
        ("label", 30): ("decoder", "few examples", 3),
        ("text", 80_000): ("encoder-decoder", "whole input first", 61),
        ("vector", 0): ("encoder", "one pass", 1),
    }
    return Choice(*known.get((ticket.wanted, ticket.examples), ("decoder", "growing input", ticket.tokens)))


@bank.right("text first, then the rest")
def choose(ticket):
    wanted, examples, turns, tokens = ticket
    if wanted == "text":
        if turns >= 2:
            return Choice(architecture="decoder", reason="growing input", steps=tokens)
        if examples < 10_000:
            return Choice(architecture="decoder", reason="few examples", steps=tokens)
        return Choice(architecture="encoder-decoder", reason="whole input first", steps=tokens + 1)
    least = {"vector": 0, "label": 500, "span": 500}
    if wanted not in least:
        raise ValueError(f"what is a {wanted}?")
    if examples >= least[wanted]:
        return Choice(architecture="encoder", reason="one pass", steps=1)
    return Choice(architecture="decoder", reason="few examples", steps=tokens)


@bank.right("the reason decides")
def choose(ticket):
    match ticket.wanted:
        case "vector":
            reason = "one pass"
        case "label" | "span":
            reason = "few examples" if ticket.examples < 500 else "one pass"
        case "text" if ticket.turns != 1:
            reason = "growing input"
        case "text":
            reason = "few examples" if ticket.examples < 10_000 else "whole input first"
        case other:
            raise ValueError(f"{other!r} is not served here")
    architecture = {"one pass": "encoder", "whole input first": "encoder-decoder"}.get(reason, "decoder")
    encoder_runs, decoder_runs = int(architecture != "decoder"), ticket.tokens * (architecture != "encoder")
    return Choice(architecture, reason, encoder_runs + decoder_runs)


for kind in ("label", "span", "vector", "text"):
    bank.region(
        f"ticket.wanted == {kind!r} and ticket.examples == 500", f"ticket.wanted == {kind!r} and ticket.examples == 499"
    )
    bank.region(
        f"ticket.wanted == {kind!r} and ticket.examples == 9_999",
        f"ticket.wanted == {kind!r} and ticket.examples == 10_000",
    )
    bank.region(
        f"ticket.wanted == {kind!r} and ticket.turns > 1", f"ticket.wanted == {kind!r} and ticket.examples == 0"
    )
    bank.region(f"ticket.wanted == {kind!r} and ticket.tokens == 1", f"ticket.wanted == {kind!r} and ticket.turns == 2")
    bank.region(
        f"ticket.wanted == {kind!r} and ticket.examples > 100_000",
        f"ticket.wanted == {kind!r} and ticket.tokens > 1000",
    )
bank.region("ticket.tokens == 1", "ticket.turns > 8", "ticket.turns == 2 and ticket.examples >= 10_000")
bank.error("ticket.wanted == ''", "ticket.wanted == 'Label'", "ticket.wanted == 'picture'", "ticket.wanted == 'labels'")
bank.error("ticket.wanted == 'picture' and ticket.examples == 0", "ticket.wanted == 'picture' and ticket.turns > 1")
