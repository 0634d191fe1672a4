import torch

from attention_encoder.fixed_point import fixed_point, rounded


def weights() -> torch.Tensor:
    torch.manual_seed(2)
    return torch.randn(40, 30) * torch.logspace(-4, 3, 40)[:, None]


def test_rounding_is_finer_than_float16_and_within_half_a_step() -> None:
    exact = weights()
    _, scale = fixed_point(exact, 1)
    assert ((rounded(exact) - exact).abs() <= scale / 2).all()
    in_float16 = exact.half().float() - exact
    assert (rounded(exact) - exact).square().mean() < in_float16.square().mean() / 4


def test_rounding_again_changes_nothing() -> None:
    once = rounded(weights())
    assert torch.equal(rounded(once), once)
    integers, scale = fixed_point(once.T, 0)
    assert torch.equal(integers.float() * scale, once.T)


def test_zeros_and_extremes_survive() -> None:
    assert torch.equal(rounded(torch.zeros(2, 3)), torch.zeros(2, 3))
    for value in (1e30, 32767.0, 32768.0, 1.0, 1e-20):
        assert torch.allclose(rounded(torch.tensor([[value, -value]])), torch.tensor([[value, -value]]), rtol=1e-4, atol=0)
