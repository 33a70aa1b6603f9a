"""The parts of the test server for language models; `model_server` puts them together."""
