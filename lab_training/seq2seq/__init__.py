"""How the seq2seq is made: recipe, network, tokenizer, texts, measurements."""
