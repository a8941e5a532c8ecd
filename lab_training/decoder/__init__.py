"""How the decoder is made: recipe, network, tokenizer, texts, measurements."""
