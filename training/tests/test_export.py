"""The exported file, from an encoder that has learned nothing: default head mask, logits, every tensor."""

import base64
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from attention_encoder.agreement import TOLERANCE, relative_differences
from attention_encoder.configuration import EncoderShape
from attention_encoder.encoder import Encoder
from attention_encoder.export import description, encoder_bytes, json_listing
from attention_encoder.exported_model import ExportedModel
from attention_encoder.fixtures import two_heads_off
from attention_encoder.onnx_additions import default_head_mask
from attention_encoder.shipped import shipped
from attention_encoder.tensor_table import table_values

SHAPE = EncoderShape(layers=2, heads=4, dimension=32, feed_forward=64, vocabulary=300)
TOKENS = np.arange(20, 31)
ONES = np.ones((2, 4))


@pytest.fixture(name="encoder", scope="module")
def _encoder() -> Encoder:
    torch.manual_seed(1)
    encoder = Encoder(SHAPE).eval()
    with torch.no_grad():
        encoder.output_bias.normal_()
    return shipped(encoder)


@pytest.fixture(name="model", scope="module")
def _model(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> ExportedModel:
    folder: Path = tmp_path_factory.mktemp("exported")
    (folder / "encoder.onnx").write_bytes(encoder_bytes(encoder))
    (folder / "encoder.json").write_text(json_listing(description(encoder, {})))
    return ExportedModel(folder)


def test_the_same_weights_give_the_same_bytes(encoder: Encoder) -> None:
    assert encoder_bytes(encoder) == encoder_bytes(encoder)


def test_every_tensor_is_pytorchs(encoder: Encoder, model: ExportedModel) -> None:
    session = model.session_with_tensors()
    for mask in (torch.from_numpy(ONES), two_heads_off(encoder).double()):
        found = model.values(session, TOKENS, mask.numpy())
        expected = table_values(encoder.double(), torch.from_numpy(TOKENS[None]), mask)
        encoder.float()
        differences = relative_differences(found, {key: value.numpy() for key, value in expected.items()})
        assert len(differences) == 14
        assert max(differences.values()) < TOLERANCE


def test_a_difference_is_seen() -> None:
    found = {("query", 0): np.array([1.0, 4.0])}
    assert relative_differences(found, {("query", 0): np.array([1.0, 5.0])}) == {"query": 0.2}
    assert relative_differences({("query", 0): np.array([np.nan])}, {("query", 0): np.ones(1)}) == {"query": np.inf}
    with pytest.raises(ValueError, match="other tensors"):
        relative_differences(found, {("key", 0): np.array([1.0, 5.0])})


def test_the_last_bytes_are_the_default_of_the_head_mask(encoder: Encoder, model: ExportedModel) -> None:
    content, tail = encoder_bytes(encoder), default_head_mask(SHAPE)
    assert content.endswith(tail)
    assert model.described["inputs"]["headMask"] == {"name": "head_mask", "defaultBytes": len(tail)}
    plain = model.plain()
    assert [one.name for one in plain.get_inputs()] == ["input_ids"]
    assert [one.name for one in plain.get_outputs()] == ["last_hidden_state"]
    fed = model.values(model.session_with_tensors(), TOKENS, ONES)["addNorm2", 1]
    assert np.allclose(plain.run(None, {"input_ids": TOKENS[None]})[0], fed, atol=1e-6)
    without = onnx.load_from_string(content[: -len(tail)])
    assert "head_mask" in {one.name for one in without.graph.input}
    assert "head_mask" not in {one.name for one in without.graph.initializer}


def test_the_file_is_valid_with_and_without_what_can_be_appended(encoder: Encoder, model: ExportedModel) -> None:
    content = encoder_bytes(encoder)
    logits = base64.b64decode(model.described["tensors"][-1]["graph"])
    for one in (content, content + logits, content[: -len(default_head_mask(SHAPE))], model.with_tensors(typed=True)):
        onnx.checker.check_model(onnx.load_from_string(one), full_check=True)


def test_the_runtime_has_nothing_to_warn_of(encoder: Encoder, capfd: pytest.CaptureFixture[str]) -> None:
    onnxruntime.InferenceSession(encoder_bytes(encoder)[: -len(default_head_mask(SHAPE))])
    assert capfd.readouterr().err == ""


def test_the_logits_nodes_are_nodes_alone(model: ExportedModel) -> None:
    tensors = model.described["tensors"]
    assert [tensor["kind"] for tensor in tensors if "graph" in tensor] == ["logits"]
    fragment = onnx.ModelProto.FromString(base64.b64decode(tensors[-1]["graph"]))
    assert [field.name for field, _ in fragment.ListFields()] == ["graph"]
    assert [field.name for field, _ in fragment.graph.ListFields()] == ["node"]
    assert fragment.graph.node[-1].output == ["logits"]


def test_attention_is_stored_in_float32_and_other_matrices_in_16_bits(encoder: Encoder) -> None:
    stored = {one.name: one for one in onnx.load_from_string(encoder_bytes(encoder)).graph.initializer}
    exact = onnx.numpy_helper.to_array(stored["layer.0.query.weight"])
    assert np.array_equal(exact, encoder.layers[0].attention.query.weight.detach().numpy().T)
    integers = onnx.numpy_helper.to_array(stored["layer.0.feed_forward.expand.weight.int16"])
    scale = onnx.numpy_helper.to_array(stored["layer.0.feed_forward.expand.weight.scale"])
    assert integers.dtype == np.int16
    assert np.array_equal(integers * scale, encoder.layers[0].expand.weight.detach().numpy().T)


def test_the_description_has_one_tensor_a_line(model: ExportedModel) -> None:
    text = json_listing(model.described)
    assert json.loads(text) == model.described
    assert sum(line.startswith('    {"kind"') for line in text.splitlines()) == len(model.described["tensors"])
