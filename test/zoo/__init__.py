"""Small models of many families, exported in many ways, with the attention that PyTorch itself computes."""
