"""The drafter that asks a language model, section by section."""
