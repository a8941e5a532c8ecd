"""The drawings of the lessons, notebooks/drawings/*.svg: `python -m tools.drawings` writes them."""

from tools.drawings.models import architectures, block, model_folder
from tools.drawings.primer import tensor_primer
from tools.drawings.serving import batch, kv_cache, prefill_decode, request_road
from tools.notebooks import ROOT

FOLDER = ROOT / "notebooks" / "drawings"
DRAWINGS = (block, architectures, model_folder, kv_cache, prefill_decode, batch, request_road, tensor_primer)
