"""Front matter and bodies -> model and findings. Bytes come in, values go out; reads nothing, writes nothing."""
