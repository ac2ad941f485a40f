# SPDX-License-Identifier: GPL-2.0-only
# This folder as a manual of its own: sphinx-build doc build/manual
project = 'waku for ns-3'
root_doc = 'waku'
html_theme = 'alabaster'
