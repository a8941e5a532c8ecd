"""Reading, measuring and silencing attention heads, on small models with random weights."""

import math

import matplotlib.pyplot as plt
import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    BertConfig,
    BertForMaskedLM,
    DistilBertConfig,
    DistilBertModel,
    GPT2Config,
    GPT2Model,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

from helpers import attention as att

VOCAB, LAYERS, HEADS = 40, 2, 4
IDS = torch.tensor([[3, 7, 9, 11, 3]])
SIZES = {"hidden_size": 32, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "intermediate_size": 48}
CONTROL_IDS = {"vocab_size": VOCAB, "bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 2}


def build(kind, kernel="eager"):
    torch.manual_seed(0)
    model_class, config = {
        "bert": (BertForMaskedLM, BertConfig(vocab_size=VOCAB, **SIZES)),
        "llama": (LlamaForCausalLM, LlamaConfig(**SIZES, num_key_value_heads=2, **CONTROL_IDS)),
        "gpt2": (GPT2Model, GPT2Config(n_embd=32, n_layer=LAYERS, n_head=HEADS, **CONTROL_IDS)),
        "distilbert": (DistilBertModel, DistilBertConfig(vocab_size=VOCAB, dim=32, n_layers=2, n_heads=4)),
        "t5": (T5ForConditionalGeneration, T5Config(vocab_size=VOCAB, d_model=32, d_kv=8, num_layers=2, num_heads=4)),
    }[kind]
    return model_class._from_config(config, attn_implementation=kernel).eval()


def output_of(model):
    with torch.inference_mode():
        return model(input_ids=IDS)[0]


@pytest.mark.parametrize("kind", ["bert", "llama"])
def test_maps_have_one_matrix_per_head_and_rows_that_sum_to_one(kind):
    model = build(kind)
    maps = att.attention_maps(model, {"input_ids": IDS, "attention_mask": torch.ones_like(IDS)})
    assert maps.shape == (LAYERS, HEADS, 5, 5)
    torch.testing.assert_close(maps.sum(-1), torch.ones(LAYERS, HEADS, 5))
    torch.testing.assert_close(maps[1], model(IDS, output_attentions=True).attentions[1][0])
    above = maps.triu(1)
    assert bool((above == 0).all()) == (kind == "llama"), "a causal model looks at nothing ahead, an encoder does"


def test_a_fused_kernel_is_refused_with_the_cure(caplog):
    with pytest.raises(ValueError, match=r'sdpa.*attn_implementation="eager"'):
        att.attention_maps(build("bert", "sdpa"), IDS)
    assert not caplog.records, "the library's own warning would stand on stderr above our message"


@pytest.mark.parametrize("ids", [IDS.repeat(2, 1), IDS[0], IDS[:, :0], [3, 7, 9]])
def test_what_is_not_one_sentence_is_refused(ids):
    with pytest.raises(ValueError, match="one sentence at a time"):
        att.attention_maps(build("bert"), {"input_ids": ids})


def test_of_an_encoder_decoder_the_encoder_is_asked_for():
    model = build("t5")
    with pytest.raises(ValueError, match="T5ForConditionalGeneration is an encoder-decoder: pass the encoder"):
        att.attention_maps(model, {"input_ids": IDS, "decoder_input_ids": IDS})
    assert att.attention_maps(model.encoder, IDS).shape == (2, 4, 5, 5)


def test_a_model_in_training_is_measured_without_dropout_and_left_as_it_was():
    model = build("bert")
    expected = att.attention_maps(model, IDS)
    model.train()
    model.bert.embeddings.eval()  # a part that is frozen
    before = [module.training for module in model.modules()]
    assert torch.equal(att.attention_maps(model, IDS), expected)
    assert [module.training for module in model.modules()] == before
    with pytest.raises(IndexError):
        att.attention_maps(model, IDS + VOCAB)
    assert [module.training for module in model.modules()] == before


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_other_precisions_give_the_same_table_in_float32(dtype):
    model = build("llama")
    expected = att.attention_maps(model, IDS)
    maps = att.attention_maps(model.to(dtype), IDS)
    assert maps.dtype == torch.float32
    torch.testing.assert_close(maps, expected, atol=0.02, rtol=0)


def test_scores_that_overflowed_are_no_weights():
    model = build("llama")
    model.model.layers[1].self_attn.q_proj.weight.data.fill_(torch.nan)
    with pytest.raises(ValueError, match="LlamaForCausalLM returns rows that sum to nan .* float16"):
        att.attention_maps(model, IDS)


def test_token_labels_show_spaces_newlines_and_letters_beyond_ascii():
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    pieces = Tokenizer(models.BPE(vocab={letter: i for i, letter in enumerate(letters)}, merges=[]))
    pieces.pre_tokenizer, pieces.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=pieces)
    assert att.tokens_of(tokenizer, tokenizer("a b\nc", return_tensors="pt").input_ids) == ["a", "·", "b", "⏎", "c"]

    words = {"[UNK]": 0, "it": 1, "stream": 2, "##ed": 3}
    pieces = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    pieces.pre_tokenizer, pieces.decoder = pre_tokenizers.Whitespace(), decoders.WordPiece()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=pieces, unk_token="[UNK]")
    assert att.tokens_of(tokenizer, tokenizer("it streamed é").input_ids) == ["it", "stream", "##ed", "[UNK]"]

    pieces = Tokenizer(models.Unigram([("<unk>", 0.0), ("▁été", -1.0), ("s", -1.0)], unk_id=0))
    pieces.pre_tokenizer, pieces.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=pieces, unk_token="<unk>")
    assert att.tokens_of(tokenizer, tokenizer("étés").input_ids) == ["·été", "s"]


def test_statistics_on_maps_that_can_be_checked_by_hand():
    n = 6
    previous = torch.zeros(n, n)
    previous[0, 0] = 1
    previous[range(1, n), range(n - 1)] = 1
    first = torch.zeros(n, n)
    first[:, 0] = 1
    induction = torch.zeros(n, n)  # "a b c a b c": the second a (3) looks at b (1), and so on
    induction[range(3), 0] = 1
    induction[[3, 4, 5], [1, 2, 3]] = 1
    maps = torch.stack([previous, first, induction, torch.full((n, n), 1 / n)])[None]

    assert att.previous_token_weight(maps)[0].tolist() == pytest.approx([1, 0.2, 0.2, 1 / 6])
    assert att.first_token_weight(maps)[0].tolist() == pytest.approx([0.2, 1, 0.4, 1 / 6])
    assert att.induction_weight(maps, period=3)[0].tolist() == pytest.approx([0, 0, 1, 1 / 6])
    assert att.entropy_bits(maps)[0].tolist() == pytest.approx([0, 0, 0, math.log2(6)])
    assert att.weight_between(maps, query=4, key=2)[0].tolist() == pytest.approx([0, 0, 1, 1 / 6])
    assert att.top_head(att.induction_weight(maps, period=3)) == (0, 2)
    assert att.top_head(torch.tensor([[0.1, 0.2], [0.9, 0.3]])) == (1, 0)


def test_repeated_tokens_repeat_and_do_not_collide_within_a_copy():
    ids = att.repeated_tokens(range(100, 140), length=20, seed=1)
    assert ids.shape == (1, 40) and ids[0, :20].tolist() == ids[0, 20:].tolist()
    assert len(set(ids[0].tolist())) == 20 and all(100 <= i < 140 for i in ids[0].tolist())
    assert ids.tolist() == att.repeated_tokens(range(100, 140), 20, seed=1).tolist()
    assert ids.tolist() != att.repeated_tokens(range(100, 140), 20, seed=2).tolist()
    with pytest.raises(ValueError, match="cannot draw 20 different tokens from 5"):
        att.repeated_tokens(range(5), 20)


@pytest.mark.parametrize("kind", ["bert", "llama", "gpt2", "distilbert"])
def test_ablation_equals_zero_columns_in_the_mixing_projection(kind):
    """The same by other means: a head whose columns of the projection are zero cannot be heard."""
    model, silenced = build(kind), build(kind)
    whole = output_of(model)
    projection, columns = {
        "bert": lambda: (silenced.bert.encoder.layer[1].attention.output.dense, 1),
        "llama": lambda: (silenced.model.layers[1].self_attn.o_proj, 1),
        "gpt2": lambda: (silenced.h[1].attn.c_proj, 0),
        "distilbert": lambda: (silenced.transformer.layer[1].attention.out_lin, 1),
    }[kind]()
    projection.weight.data.narrow(columns, 2 * 8, 8).zero_()
    with att.ablate_head(model, layer=1, head=2):
        torch.testing.assert_close(output_of(model), output_of(silenced))
        assert not torch.allclose(output_of(model), whole)
    assert torch.equal(output_of(model), whole), "outside the block the model is whole again"


def test_ablation_ends_with_the_block_even_after_an_error_and_names_what_exists():
    model = build("llama")
    whole = output_of(model)
    with pytest.raises(KeyError), att.ablate_head(model, 0, 0):
        raise KeyError
    assert torch.equal(output_of(model), whole)
    for layer, head, exist in ((2, 0, r"layers that have it are \[0, 1\]"), (0, 4, "0 to 3"), (0, -1, "0 to 3")):
        with pytest.raises(IndexError, match=exist), att.ablate_head(model, layer, head):
            pass
    with pytest.raises(ValueError, match="T5ForConditionalGeneration has no"), att.ablate_head(build("t5"), 0, 0):
        pass


def test_figures_show_every_head_once_and_label_the_axes():
    maps = att.attention_maps(build("bert"), IDS)
    overview = att.overview_figure(maps).axes[0]
    assert [tick.get_text() for tick in overview.get_yticklabels()] == ["0", "1"]
    tiles = overview.images[0].get_array()
    for layer in range(LAYERS):
        for head in range(HEADS):
            tile = tiles[layer * 6 : layer * 6 + 5, head * 6 : head * 6 + 5]
            assert tile.tolist() == maps[layer, head].tolist()
    one = att.head_figure(maps, ["a", "b", "c", "d", "e"], 1, 3).axes[0]
    assert one.images[0].get_array().tolist() == maps[1, 3].tolist() and one.get_title() == "layer 1, head 3"
    assert [label.get_text() for label in one.get_xticklabels()] == ["a", "b", "c", "d", "e"]
    scores = att.scores_figure(att.entropy_bits(maps), "entropy").axes[0]
    assert scores.images[0].get_array().shape == (LAYERS, HEADS)
    plt.close("all")
