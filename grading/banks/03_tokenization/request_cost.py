"""Answers to part 5, what a request costs."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank()


@bank.wrong("prices per thousand")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e3
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("a million is 2^20")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 2**20
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("one price for both: the input's")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens + output_tokens) * input_usd_per_million / 1e6
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("swaps the two prices")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * output_usd_per_million + output_tokens * input_usd_per_million) / 1e6
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("milliseconds taken for seconds")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms}


@bank.wrong("counts the first output token twice")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + output_tokens * tpot_ms / 1e3}


@bank.wrong("the total without the prefill")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("reads the prompt token by token, at the speed of the output")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6
    total_s = (input_tokens + output_tokens - 1) * tpot_ms / 1e3
    return {"usd": usd, "ttft_s": input_tokens / prefill_tokens_per_s, "total_s": total_s}


@bank.wrong("tokens per second upside down")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6
    ttft_s = prefill_tokens_per_s / input_tokens
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("rounds dollars to cents")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = round((input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6, 2)
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("rounds dollars to five places, enough for the example")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = round((input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6, 5)
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("whole seconds and whole milliseconds")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6
    ttft_s = 1000 * input_tokens // prefill_tokens_per_s / 1000
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * int(tpot_ms) / 1000}


@bank.wrong("a free token is a whole number: 0")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6 or 0
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("charges every million that has begun")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 1 or output_tokens < 1:
        raise ValueError("no tokens")
    millions_in, millions_out = -(-input_tokens // 10**6), -(-output_tokens // 10**6)
    usd = float(millions_in * input_usd_per_million + millions_out * output_usd_per_million)
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


@bank.wrong("accepts zero tokens")
def request_cost(
    input_tokens, output_tokens, input_usd_per_million, output_usd_per_million, prefill_tokens_per_s, tpot_ms
):
    if input_tokens < 0 or output_tokens < 0:
        raise ValueError("no tokens")
    usd = (input_tokens * input_usd_per_million + output_tokens * output_usd_per_million) / 1e6
    ttft_s = input_tokens / prefill_tokens_per_s
    return {"usd": usd, "ttft_s": ttft_s, "total_s": ttft_s + (output_tokens - 1) * tpot_ms / 1e3}


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
