"""Answers to part 3, memory in the right units: weights."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("weights_gb")
patch = bank.patch
BITS = 'bits = {"float32": 32, "bfloat16": 16, "float16": 16, "int8": 8, "int4": 4}'
CHECK = "if dtype not in bits:"
RETURN = "return n_parameters * bits[dtype] / 8 / 1e9"

patch("/ 1e9", "/ 2**30", "GiB for GB")
patch("/ 8 / 1e9", "/ 1e9", "bits for bytes")
patch(RETURN, "return n_parameters * 4 / 1e9", "4 bytes, whatever the dtype")
patch('"int4": 4', '"int4": 8', "an int4 takes a whole byte")
patch('"int8": 8, "int4": 4', '"int8": 64, "int4": 32', "an int4 takes 4 bytes, and an int8 takes 8")
patch('"bfloat16": 16', '"bfloat16": 32', "takes bfloat16 for four bytes")
patch(RETURN, "return round(n_parameters * bits[dtype] / 8 / 1e9, 2)", "rounds to two digits")
patch(RETURN, "return round(n_parameters * bits[dtype] / 8 / 1e9, 6)", "rounds to kilobytes")
patch("* bits[dtype] / 8", "* bits[dtype] // 8", "whole bytes only")
patch("/ 8 / 1e9", "// 8 // 10**9", "whole GB only")
patch(CHECK, "if False:", "an unknown dtype is a KeyError")
patch(
    RETURN,
    "return n_parameters * bits.get(dtype, 16) / 8 / 1e9",
    "an unknown dtype takes 2 bytes",
    also={CHECK: "if False:"},
)
patch(CHECK, "if not dtype:", "refuses only what is empty", also={"bits[dtype] / 8": "bits.get(dtype, 16) / 8"})
patch(CHECK, "dtype = dtype.lower()\n    if dtype not in bits:", "takes Float32 for float32")


@bank.wrong("reads the bits from the name")
def weights_gb(n_parameters, dtype):
    return n_parameters * int("".join(letter for letter in dtype if letter.isdigit())) / 8e9


@bank.right("bytes as fractions, and match")
def weights_gb(n_parameters, dtype):
    match dtype:
        case "float32":
            size = 4.0
        case "bfloat16" | "float16":
            size = 2.0
        case "int8":
            size = 1.0
        case "int4":
            size = 0.5
        case _:
            raise ValueError(f"unknown dtype {dtype}")
    return n_parameters * size * 1e-9


@bank.right("turns a KeyError into a ValueError")
def weights_gb(n_parameters, dtype):
    try:
        per_gb = {"float32": 0.25e9, "bfloat16": 0.5e9, "float16": 0.5e9, "int8": 1e9, "int4": 2e9}[dtype]
    except KeyError:
        raise ValueError(f"{dtype!r} is no dtype that this counts") from None
    return n_parameters / per_gb


@bank.right("in numpy's float64")
def weights_gb(n_parameters, dtype):
    import numpy

    bits = {"float32": 32, "bfloat16": 16, "float16": 16, "int8": 8, "int4": 4}
    if dtype not in bits:
        raise ValueError(dtype)
    return numpy.float64(n_parameters) * bits[dtype] / 8e9


bank.region(*(f"dtype == {name!r}" for name in ("float32", "bfloat16", "float16", "int8", "int4")))
bank.region(
    *(f"dtype == {name!r} and n_parameters > 1e9" for name in ("float32", "bfloat16", "float16", "int8", "int4"))
)
bank.region("n_parameters % 2 and dtype == 'int4'", "n_parameters < 100")
bank.error("dtype == ''", "dtype == 'fp16'", "dtype == 'Float32'", "dtype == 'float8'", "dtype == 'float64'")
bank.outside("n_parameters == 0", why="a model has weights")
bank.outside(
    "dtype == ''", "len(dtype) == 1", "len(dtype) > 20", "not dtype.isascii()", why="an unknown dtype: an error"
)
