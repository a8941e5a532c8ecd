"""Answers to part 5, what a request costs."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("request_cost")
patch = bank.patch
USD = "(input_usd + output_usd) / 1_000_000"
IN = "input_usd = input_tokens * input_usd_per_million"
OUT = "output_usd = output_tokens * output_usd_per_million"
TTFT = "ttft_s = input_tokens / prefill_tokens_per_s"
DECODE = "decode_ms = (output_tokens - 1) * tpot_ms"
TOTAL = "ttft_s + decode_ms / 1000"
CHECK = "if input_tokens < 1 or output_tokens < 1:"

patch(USD, "(input_usd + output_usd) / 1_000", "prices per thousand")
patch(USD, "(input_usd + output_usd) / 2**20", "a million is 2^20")
patch(USD, "input_usd + output_usd", "prices per token")
patch(USD, "(input_usd + output_usd) / 10_000", "answers in cents")
patch(OUT, "output_usd = output_tokens * input_usd_per_million", "one price for both: the input's")
patch(IN, "input_usd = input_tokens * output_usd_per_million", "one price for both: the output's")
patch(
    IN,
    "input_usd = input_tokens * output_usd_per_million",
    "swaps the two prices",
    also={OUT: "output_usd = output_tokens * input_usd_per_million"},
)
patch(OUT, "output_usd = (output_tokens - 1) * output_usd_per_million", "does not charge the first output token")
patch(
    OUT,
    "output_usd = output_tokens * max(input_usd_per_million, output_usd_per_million)",
    "thinks that output is never cheaper than input",
)
patch("decode_ms / 1000", "decode_ms", "milliseconds taken for seconds")
patch("(output_tokens - 1)", "output_tokens", "counts the first output token twice")
patch("(output_tokens - 1)", "max(output_tokens - 1, 1)", "at least one step after the prefill")
patch(TOTAL, "decode_ms / 1000", "the total without the prefill")
patch("(output_tokens - 1)", "(input_tokens + output_tokens - 1)", "reads the prompt token by token as well")
patch(TTFT, "ttft_s = prefill_tokens_per_s / input_tokens", "tokens per second upside down")
patch('"ttft_s": ttft_s,', '"ttft_s": ttft_s + tpot_ms / 1000,', "adds a step to the time to first token")
patch(USD, f"round({USD}, 2)", "rounds dollars to cents")
patch(USD, f"round({USD}, 5)", "rounds dollars to five places, enough for the example")
patch(USD, f"round({USD}, 10)", "rounds dollars to ten places")
patch(TOTAL, f"round({TOTAL}, 3)", "rounds to milliseconds")
patch(TTFT, "ttft_s = float(input_tokens // prefill_tokens_per_s) or 0.5", "whole seconds")
patch(DECODE, "decode_ms = (output_tokens - 1) * int(tpot_ms)", "whole milliseconds for each token")
patch(USD, f"{USD} or 0", "a free token is a whole number: 0")
patch(
    IN,
    "input_usd = -(-input_tokens // 10**3) * 10**3 * input_usd_per_million",
    "charges every thousand that has begun",
)
patch("< 1 or output_tokens < 1", "< 0 or output_tokens < 0", "accepts zero tokens")
patch("< 1 or output_tokens < 1", "< 1 and output_tokens < 1", "refuses only what is wrong twice")
patch(" or output_tokens < 1", "", "does not look at the output")
patch("input_tokens < 1 or ", "", "does not look at the input")
patch("if input_tokens < 1", "if not input_usd_per_million or input_tokens < 1", "refuses free input")


@bank.wrong("returns a tuple")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6
    ttft_s = input_tokens / prefill_tokens_per_s
    return usd, ttft_s, ttft_s + (output_tokens - 1) * tpot_ms / 1e3


@bank.right("price per token first, milliseconds to seconds first")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if min(input_tokens, output_tokens) < 1:
        raise ValueError("at least one token of each kind")
    tpot_s = tpot_ms / 1000
    return {
        "total_s": input_tokens / prefill_tokens_per_s + tpot_s * (output_tokens - 1),
        "ttft_s": input_tokens / prefill_tokens_per_s,
        "usd": input_usd_per_million / 1e6 * input_tokens + output_usd_per_million / 1e6 * output_tokens,
    }


@bank.right("in millions of tokens and in milliseconds")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens <= 0 or output_tokens <= 0:
        raise ValueError("at least one token of each kind")
    usd = sum(
        n * 1e-6 * price
        for n, price in [(input_tokens, input_usd_per_million), (output_tokens, output_usd_per_million)]
    )
    ttft_ms = input_tokens * 1000 / prefill_tokens_per_s
    total_ms = ttft_ms + tpot_ms * (output_tokens - 1)
    return dict(usd=float(usd), ttft_s=ttft_ms * 1e-3, total_s=total_ms * 1e-3)


@bank.right("numpy's floats in an OrderedDict")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    from collections import OrderedDict

    import numpy

    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("at least one token of each kind")
    tokens = numpy.array([input_tokens, output_tokens], dtype=float)
    usd = (tokens * [input_usd_per_million, output_usd_per_million]).sum() / 1e6
    ttft_s = numpy.float64(input_tokens) / prefill_tokens_per_s
    return OrderedDict(usd=usd, ttft_s=ttft_s, total_s=ttft_s + numpy.float64(output_tokens - 1) * tpot_ms / 1e3)


PRICES = "input_usd_per_million", "output_usd_per_million"
bank.region("input_tokens > output_tokens", "input_tokens < output_tokens", "input_tokens == output_tokens > 1")
bank.region(
    "output_tokens == 1 < input_tokens", "input_tokens == 1 < output_tokens", "input_tokens == output_tokens == 1"
)
bank.region(" == ".join(PRICES) + " == 0", " == 0 < ".join(PRICES), " > 0 == ".join(PRICES), " > ".join(PRICES))
bank.region("tpot_ms == 0 and output_tokens > 1", "tpot_ms % 1 != 0", "prefill_tokens_per_s > input_tokens")
bank.region(
    "type(tpot_ms) is type(prefill_tokens_per_s) is int", "input_tokens > 1_000_000", "output_tokens > 1_000_000"
)
bank.error("input_tokens == 0 and output_tokens > 1", "output_tokens == 0 and input_tokens > 1", "input_tokens < 0")
bank.error("output_tokens < 0", "input_tokens == 0 == output_tokens", "input_tokens < 0 and output_tokens < 0")
bank.error("input_tokens < 0 < output_tokens", "output_tokens < 0 < input_tokens")
bank.error("input_tokens == 0 and output_tokens == 1", "input_tokens == 1 and output_tokens == 0")
bank.outside("input_tokens == 0", "output_tokens == 0", why="an error")
bank.outside("prefill_tokens_per_s == 0", why="a speed is above 0")
