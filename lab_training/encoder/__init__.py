"""How the encoder is made: recipe, network, tokenizer, texts, measurements."""
