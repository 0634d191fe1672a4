"""The model card's words on how to run the encoder outside of the extension."""

_EXAMPLE = """```python
import onnx, onnxruntime, tokenizers
text = tokenizers.Tokenizer.from_file("tokenizer.json").encode("def f(x): return g(x)")
wanted = onnx.ModelProto(graph=onnx.GraphProto(output=[onnx.ValueInfoProto(name="layer.2.attention")]))
model = open("encoder.onnx", "rb").read() + wanted.SerializeToString()
session = onnxruntime.InferenceSession(model)
[attention] = session.run(["layer.2.attention"], {"input_ids": [[1, *text.ids, 2]]})  # [1, heads, N, N]
```"""


def use_section(described: dict) -> str:
    """The section, from encoder.json."""
    mask, special = described["inputs"]["headMask"], described["specialTokens"]
    return (
        "## Use\n\n"
        f"`{described['inputs']['tokens']}`: int64 [1, N], one sequence without padding. The tokenizer adds no special "
        f"tokens: write `<s>` ({special['begin']['id']}), the text's ids, `</s>` ({special['separator']['id']}), and for "
        f"further segments their ids and `</s>`. `{mask['name']}`: float32 [{described['layers']}, {described['heads']}], by "
        "which each head's context is multiplied. It may be left out, for its default of ones is the file's last "
        f"{mask['defaultBytes']} bytes; ONNX Runtime warns of it, harmlessly, and onnxruntime-node takes a mask only where "
        "these bytes are left away. `encoder.json` names every other tensor, layers from 0: to have one, append a "
        "serialized `ModelProto` with its name as an output to the file's bytes, and for the logits, before that, the "
        f"nodes in `graph` (base64).\n\n{_EXAMPLE}\n\n"
        "Licence: that of this repository (MIT). The weights contain none of the texts below, which keep their own."
    )
