/* SPDX-License-Identifier: GPL-2.0-only */

/**
 * \defgroup waku Waku and Whisper
 *
 * Waku relay and Whisper on ns-3's TCP/IP stack, with the overlays, the wide-area underlay, the
 * closed-form models and the metrics that it takes to measure how such a network scales. The
 * chapter waku.rst describes the model; waku-reference.rst lists attributes and trace sources.
 *
 * A script begins with the helpers: OverlayHelper, WanHelper, InternetTcpHelper, WakuRelayHelper;
 * RelayMetrics says what happened.
 */
