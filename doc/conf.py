# SPDX-License-Identifier: GPL-2.0-only
# This folder as a manual of its own: sphinx-build doc build/manual
from pathlib import Path

project = 'waku for ns-3'
release = (Path(__file__).parent.parent / 'VERSION').read_text().strip()
html_logo = 'figures/waku-icon.png'
root_doc = 'waku'
html_theme = 'alabaster'
