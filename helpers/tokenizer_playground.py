"""The tokenizer playground: type a text, choose a tokenizer, see its tokens, their ids and what they cost.

The kernel cuts the text, the browser shows it (tokenizer_playground.js); no network is needed. Its static twin, for
readers without a kernel, is `helpers.tokens.Strips(..., ids=True)`.
"""

from collections.abc import Mapping

import anywidget
import traitlets

from helpers.letters import visible
from helpers.tokens import read_tokens
from helpers.widget import script, style

MAX_CHARACTERS = 2000


class TokenizerPlayground(anywidget.AnyWidget):
    """The widget that `tokenizer_playground` returns. Traits may be set from Python: `playground.text = "..."`."""

    _esm = script("tokenizer_playground")
    _css = style("tokenizer_playground")
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    price = traitlets.Float(1.0, min=0.0).tag(sync=True)  # for a million tokens
    requests = traitlets.Int(1_000_000, min=0).tag(sync=True)
    limit = traitlets.Int(MAX_CHARACTERS).tag(sync=True)
    tokens = traitlets.List().tag(sync=True)  # of the chosen tokenizer: [label, kind, id]
    counts = traitlets.List().tag(sync=True)  # of each: [tokens, unknown ones]

    def __init__(self, tokenizers: Mapping[str, object], **traits):
        self._tokenizers = dict(tokenizers)
        super().__init__(names=list(tokenizers), **traits)
        self.observe(self._cut, ["text", "chosen"])
        self._cut()

    @traitlets.validate("chosen")
    def _known(self, proposal):
        if proposal.value not in self._tokenizers:
            raise ValueError(f"there is no tokenizer {proposal.value!r}: choose one of {', '.join(self._tokenizers)}.")
        return proposal.value

    @traitlets.validate("text")
    def _short(self, proposal):
        if len(proposal.value) > MAX_CHARACTERS:
            raise ValueError(f"the text has {len(proposal.value):,} characters: shorten it to {MAX_CHARACTERS:,}.")
        return proposal.value

    def _cut(self, change=None) -> None:
        text = self.text.encode(errors="replace").decode()  # half a surrogate pair can be typed, and cannot be encoded
        read = {name: read_tokens(t, t(text, verbose=False)["input_ids"]) for name, t in self._tokenizers.items()}
        with self.hold_sync():
            self.counts = [[len(row), sum(token.kind == "unknown" for token in row)] for row in read.values()]
            self.tokens = [[visible(token.label), token.kind, token.id] for token in read[self.chosen]]

    def __repr__(self) -> str:
        """Short and the same on every run."""
        return f"TokenizerPlayground({', '.join(self.names)}): run the notebook to type in it"


def tokenizer_playground(tokenizers: Mapping[str, object], text: str, *, chosen: str | None = None,
                         price: float = 1.0, requests: int = 1_000_000) -> TokenizerPlayground:  # fmt: skip
    """Show a field to type in, and beside it how each tokenizer cuts the text.

    tokenizers: name -> tokenizer of transformers. text: what stands in the field at first. chosen: the tokenizer whose
    strip is shown; by default the first. price: for a million tokens, in any currency. requests: how often such a text
    is sent. Raises ValueError if there is no tokenizer, an unknown one is chosen, or the text is too long.
    """
    if not tokenizers:
        raise ValueError("there is no tokenizer: pass at least one, such as {'decoder': tokenizer}.")
    return TokenizerPlayground(tokenizers, text=text, chosen=chosen or next(iter(tokenizers)), price=price,
                               requests=requests)  # fmt: skip
