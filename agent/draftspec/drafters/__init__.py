"""Who decides what a section holds: the built-in rules, or a language model."""
